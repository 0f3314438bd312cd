"""Daily: end agreements that are over, remind people of what waits, once each."""

from django.core.management.base import BaseCommand

from members.desk import reminders


class Command(BaseCommand):
    help = "Termine les agréments échus et envoie les rappels, une fois chacun."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Dit ce qui serait fait, sans rien faire."
        )

    def handle(self, *args, dry_run: bool = False, **options):
        report = reminders.run(dry=dry_run)
        for agreement in report.expired:
            self.stdout.write(f"Terminé : {agreement}")
        for person, lines in report.digests.items():
            self.stdout.write(f"À {person.email} :")
            for line in lines:
                self.stdout.write(f"  {line.text}")
        said = "Rien ne serait envoyé" if dry_run else "Rien à envoyer"
        if not report.digests:
            self.stdout.write(f"{said} : rien de nouveau.")
