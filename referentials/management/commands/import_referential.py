"""Bring back a referential worked on in a spreadsheet: check it, say what changes, keep a draft."""

from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from referentials.exchange.checking import Faulty
from referentials.exchange.merging import proposal, save_draft
from referentials.exchange.reading import Unreadable, read_rows
from referentials.models import ReferentialPage


class Command(BaseCommand):
    help = (
        "Relit un référentiel (XLSX, ODS, CSV, JSON), dit ce qui change, le garde avec --brouillon."
    )

    def add_arguments(self, parser):
        parser.add_argument("fichier", type=Path)
        parser.add_argument(
            "adresse", help="La fin de l’adresse du référentiel, ex. espaces-verts."
        )
        parser.add_argument("--brouillon", action="store_true", help="Garder, sans rien publier.")

    def handle(self, *args, fichier, adresse, brouillon, **options):
        page = ReferentialPage.objects.filter(slug=adresse).first()
        if page is None:
            raise CommandError(f"Aucun référentiel à l’adresse «\u00a0{adresse}\u00a0».")
        page = page.get_latest_revision_as_object()
        try:
            with fichier.open("rb") as opened:
                found = proposal(page, read_rows(File(opened, fichier.name)))
        except (Faulty, Unreadable) as error:
            raise CommandError(f"Rien n’a été gardé.\n{error}") from error
        except OSError as error:
            raise CommandError("Ce fichier ne s’ouvre pas.") from error
        for line in found.changes:
            self.stdout.write(line)
        self.stdout.write(f"{len(found.changes)} différence(s).")
        if brouillon and found.changes:
            save_draft(page, found.rows)
            self.stdout.write("Gardé en brouillon.")
