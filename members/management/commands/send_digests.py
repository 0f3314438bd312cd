"""The weekly mails of those who follow a search; harmless to run as often as one likes."""

from django.core.management.base import BaseCommand

from members.following import digest


class Command(BaseCommand):
    help = "Écrit les récapitulatifs du lundi qui ne le sont pas encore."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, ne rien écrire."
        )
        parser.add_argument(
            "--now", action="store_true", help="Sans attendre lundi : tout ce qui est nouveau."
        )

    def handle(self, *args, dry_run: bool, now: bool, **options):
        outcome = digest.run(at_once=now, dry=dry_run)
        done = "seraient écrits" if dry_run else "écrits"
        self.stdout.write(
            f"Récapitulatifs : {outcome.mails} ({done}). Fiches annoncées : {outcome.records}."
        )
        if outcome.put_off:
            self.stdout.write(
                f"Remis à plus tard, le temps que la recherche réponde : {outcome.put_off}."
            )
