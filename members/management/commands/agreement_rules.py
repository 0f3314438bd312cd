"""Print docs/agrement.md."""

from django.core.management.base import BaseCommand

from members.agreement.table import document


class Command(BaseCommand):
    help = "Écrit les règles de l’agrément telles que le code les applique (docs/agrement.md)."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        self.stdout.write(document(), ending="")
