"""Try the addresses written in records."""

from django.core.management.base import BaseCommand

from editorial.checking.trying import try_links


class Command(BaseCommand):
    help = "Essaie les liens des fiches, quelques-uns à la fois (rien si CHECK_LINKS=0)."

    def handle(self, *args, **options):
        number = try_links()
        self.stdout.write(f"{number} {'liens essayés' if number > 1 else 'lien essayé'}.")
