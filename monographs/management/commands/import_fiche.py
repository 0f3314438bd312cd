"""Read fiches: say what was recognised, or make their drafts."""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from monographs.importing.document import ImportRefused
from monographs.importing.drafting import list_of_monographs
from monographs.importing.from_disk import import_paths, said
from monographs.importing.rehearsal import refused, rehearse, told


class Command(BaseCommand):
    help = (
        "Importe des fiches (PDF, DOCX, ODT, TXT, MD) en brouillons de monographies. "
        "Avec --dry-run, dit ce qui serait reconnu sans rien écrire. "
        "Code de retour 1 seulement si aucun fichier n’a pu être lu."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="Ne rien écrire.")
        parser.add_argument("--json", action="store_true", help="Écrire le résultat en JSON.")
        parser.add_argument(
            "--as",
            dest="email",
            default="",
            help="Adresse de l’éditeur qui importe (à défaut, le premier administrateur).",
        )

    def handle(self, *args, files: list[Path], **options):
        if options["dry_run"]:
            self.report(rehearse(files), told, as_json=options["json"])
        else:
            results = import_paths(files, self._importer(options["email"]))
            self.report(results, said, as_json=options["json"])

    def report(self, results: list[dict], in_words, *, as_json: bool) -> None:
        """Only JSON on the standard output: a list of fiches, and of files refused."""
        if as_json:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(line for result in results for line in in_words(result)))
        count = refused(results)
        if count == len(results):
            raise CommandError("Aucun fichier n’a pu être lu.")
        if count:
            self.stderr.write(f"{count} fichier(s) refusé(s).")

    @staticmethod
    def _importer(email: str):
        """The person of this address; without any, the first who may do everything."""
        users = get_user_model().objects.filter(is_active=True)
        if email:
            user = users.filter(email__iexact=email).first()
        else:
            user = users.filter(is_superuser=True).order_by("pk").first()
        if user is None:
            raise CommandError("Dites qui importe : --as adresse@exemple.fr.")
        try:
            list_of_monographs(user)
        except ImportRefused as error:
            raise CommandError(f"{user} : {error}") from error
        return user
