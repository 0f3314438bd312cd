"""Warn the people whose unused account will be anonymised."""

from django.core.management.base import BaseCommand

from members.privacy.inactivity import to_warn, warn


class Command(BaseCommand):
    help = "Prévient par courriel les comptes inactifs avant de les anonymiser."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, n’écrire à personne."
        )

    def handle(self, *args, dry_run: bool, **options):
        accounts = list(to_warn())
        if not dry_run:
            for user in accounts:
                warn(user)
        done = "à prévenir" if dry_run else "prévenus"
        self.stdout.write(f"Comptes inactifs {done} : {len(accounts)}")
