"""Load the demo corpus: what is missing is added, what is there is left alone."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.models import RecordFile
from catalogue.reading_files import read_and_keep, waiting_files
from portal.demo import accounts, vocabularies
from portal.demo import page_loader as pages
from portal.demo.monograph_loader import MonographLoader
from portal.demo.reading import FOLDER, load
from portal.demo.referential_loader import load_referentials
from portal.demo.resource_loader import ResourceLoader
from portal.demo.structure_loader import seed_structures
from portal.models import GlossaryEntry
from referentials.models import Competency


class Command(BaseCommand):
    help = "Charge le corpus de démonstration (relançable : n’ajoute que ce qui manque)."

    def handle(self, *args, **options):
        # What uses what is noted once, at the end: each record is saved many times on its way.
        with disable_reference_index_auto_update():
            self.load()
        call_command("rebuild_references_index", verbosity=0)
        self.read_files()
        self.report()

    def load(self) -> None:
        """Everything but the text of the files."""
        with transaction.atomic():
            self.say("Vocabulaires et territoires")
            vocabularies.seed_vocabularies()
            vocabularies.seed_licences()
            vocabularies.seed_organisations()
            vocabularies.seed_synonyms()
            self.say("Comptes et structures de démonstration")
            accounts.seed_accounts()
            seed_structures()
            self.say("Pages du site et glossaire")
            home = pages.seed_home()
            pages.seed_settings()
            indexes = pages.seed_indexes(home)
            pages.seed_pages(home)
        self.load_records(indexes)

    def load_records(self, indexes: dict) -> None:
        """Monographs first: resources link to their tools; then referentials, then resources."""
        parts = (
            (
                "Monographies",
                len(load("corpus/monographies")["monographies"]),
                MonographLoader(indexes["monographies"]).load,
            ),
            (
                "Référentiels",
                len(list((FOLDER / "referentials").glob("*.yaml"))),
                lambda progress: load_referentials(indexes["referentiels"], progress),
            ),
        )
        for label, total, run in parts:
            with transaction.atomic():
                run(self.progress(label, total))
        total = len(list((FOLDER / "resources").glob("*.yaml")))
        ResourceLoader(indexes["ressources"]).load(
            self.progress("Ressources (et leurs fichiers)", total)
        )

    def read_files(self) -> None:
        """What the worker would do: the demo can be searched at once."""
        files = waiting_files()
        read_and_keep(files, self.progress("Texte des fichiers", len(files)))

    def say(self, text: str) -> None:
        self.stdout.write(f"  {text}…")
        self.stdout.flush()

    def progress(self, label: str, total: int):
        """A counter on one line: « Monographies : 12 / 28 »."""
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            last = done == total
            if last or self.stdout.isatty():
                self.stdout.write(f"\r  {label} : {done} / {total}", ending="\n" if last else "")
                self.stdout.flush()

        return step

    def report(self) -> None:
        from catalogue.models import Record, RecordKind

        counts = {
            kind.label: Record.objects.filter(record_kind=kind).count() for kind in RecordKind
        }
        counts["Fichiers"] = RecordFile.objects.current().count()
        counts["Compétences"] = Competency.objects.filter(retired=False).count()
        counts["Mots du glossaire"] = GlossaryEntry.objects.count()
        self.stdout.write("  " + " · ".join(f"{name} : {n}" for name, n in counts.items()))
