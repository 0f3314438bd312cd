"""Make one production that the background process has claimed."""

from django.core.management.base import BaseCommand

from catalogue.models import Production
from catalogue.productions.making import produce
from catalogue.productions.worker import Pulse


class Command(BaseCommand):
    help = "Prépare un document demandé (lancée par le processus de fond)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("identifier", help="L’identifiant du document demandé.")
        parser.add_argument("token", help="Le jeton de cette préparation.")
        parser.add_argument("parent", type=int, help="Le numéro du processus qui l’attend.")

    def handle(self, *args, identifier: str, token: str, parent: int, **options):
        production = Production.objects.filter(identifier=identifier, token=token).first()
        if production:
            Pulse(production, parent).start()
            produce(production)
