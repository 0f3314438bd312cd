"""Apply what the privacy page says: erase what has been kept long enough."""

from django.core.management.base import BaseCommand

from members.privacy import retention


class Command(BaseCommand):
    help = "Efface les données dont la durée de conservation est passée."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, ne rien effacer."
        )

    def handle(self, *args, dry_run: bool, **options):
        for rule in retention.all_rules():
            rows = rule.rows()
            count = rows.count()
            if count and not dry_run:
                rule.apply(rows)
            done = f"seraient {rule.then}" if dry_run else rule.then
            self.stdout.write(f"{rule.name} : {count} ({done})")
