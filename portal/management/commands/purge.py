"""Erase what has been kept as long as we said."""

from django.core.management.base import BaseCommand

from portal.retention import expired_messages


class Command(BaseCommand):
    help = "Efface les données dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, ne rien effacer."
        )

    def handle(self, *args, dry_run: bool, **options):
        messages = expired_messages()
        count = messages.count()
        if not dry_run:
            messages.delete()
        verb = "à effacer" if dry_run else "effacés"
        self.stdout.write(f"Messages de contact {verb} : {count}")
