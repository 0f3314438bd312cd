"""Bring the database and the static files up to date, without serving."""

from django.core.management.base import BaseCommand, CommandError

from portal.launching.words import Refusal
from portal.preparing import prepare


class Command(BaseCommand):
    help = "Met à jour la base, la table de cache, le contenu de démonstration, les fichiers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-static", action="store_true", help="Ne pas rassembler les fichiers statiques."
        )

    def handle(self, *args, no_static: bool, **options):
        try:
            prepare(static=not no_static)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
