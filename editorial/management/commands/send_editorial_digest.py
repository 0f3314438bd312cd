"""The summary of what waits for each editor; harmless to run as often as one likes."""

from django.core.management.base import BaseCommand

from editorial.reviewing import digest


class Command(BaseCommand):
    help = "Écrit les récapitulatifs des éditeurs qui ne le sont pas encore aujourd’hui."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, ne rien écrire."
        )
        parser.add_argument("--now", action="store_true", help="Sans attendre l’heure ni le jour.")

    def handle(self, *args, dry_run: bool, now: bool, **options):
        outcome = digest.run(at_once=now, dry=dry_run)
        done = "seraient écrits" if dry_run else "écrits"
        self.stdout.write(
            f"Récapitulatifs des éditeurs : {outcome.mails} ({done}). "
            f"Choses à faire annoncées : {outcome.lines}."
        )
