"""Read what is online: files and links counted, findings kept for « Contrôles »."""

from django.core.management.base import BaseCommand

from editorial.checking import keeping


class Command(BaseCommand):
    help = "Contrôle les fiches publiées depuis la dernière lecture (--tout : toutes)."

    def add_arguments(self, parser):
        parser.add_argument("--tout", action="store_true", help="Relit tout ce qui est en ligne.")

    def handle(self, *args, tout: bool, **options):
        number = keeping.check_everything() if tout else keeping.keep_up()
        words = "fiches contrôlées" if number > 1 else "fiche contrôlée"
        self.stdout.write(f"{number} {words}.")
