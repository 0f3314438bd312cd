"""Warn those who began to propose a practice and left it, before it is erased."""

from django.core.management.base import BaseCommand

from editorial.proposing.keeping import to_warn, warn


class Command(BaseCommand):
    help = "Prévient par courriel les auteurs de propositions oubliées, avant de les effacer."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Compter seulement, n’écrire à personne."
        )

    def handle(self, *args, dry_run: bool, **options):
        proposals = list(to_warn())
        if not dry_run:
            for proposal in proposals:
                warn(proposal)
        done = "à prévenir" if dry_run else "prévenus"
        self.stdout.write(f"Auteurs de propositions oubliées {done} : {len(proposals)}")
