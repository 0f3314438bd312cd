"""Erase what has been kept as long as we said."""

from django.core.management.base import BaseCommand

from portal.retention import expired_messages, expired_searches


class Command(BaseCommand):
    help = "Efface les données dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, ne rien effacer."
        )

    def handle(self, *args, dry_run: bool, **options):
        self._erase("Messages de contact", "effacés", expired_messages(), dry_run)
        self._erase("Recherches comptées", "effacées", expired_searches(), dry_run)

    def _erase(self, what: str, done: str, rows, dry_run: bool) -> None:
        count = rows.count()
        if not dry_run:
            rows.delete()
        self.stdout.write(f"{what} {'à effacer' if dry_run else done} : {count}")
