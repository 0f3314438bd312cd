"""For somebody who lost phone, keys and recovery codes; make sure first of who asks."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from members.models import User


class Command(BaseCommand):
    help = "Retire le second facteur d’un compte. La personne en est prévenue par courriel."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="ADRESSE")

    def handle(self, *args, address: str, **options):
        user = User.objects.filter(email=address.strip().lower()).first()
        if user is None:
            raise CommandError(f"Aucun compte n’a l’adresse {address}.")
        Authenticator.objects.filter(user=user).delete()
        get_adapter().send_mail("members/email/second_factor_forgotten", user.email, {})
        self.stdout.write(f"{user.email} se connecte maintenant avec son mot de passe seul.")
