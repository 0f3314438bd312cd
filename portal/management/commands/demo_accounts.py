"""Print the demo accounts that exist."""

from django.core.management.base import BaseCommand

from members.models import User
from portal.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Affiche les comptes de démonstration."

    def handle(self, *args, **options):
        present = set(User.objects.values_list("email", flat=True))
        accounts = [(email, role) for email, _name, _groups, role in ACCOUNTS if email in present]
        if not accounts:
            self.stdout.write("  Aucun compte de démonstration.")
            return
        for email, role in accounts:
            self.stdout.write(f"  {email:28} {role}")
        self.stdout.write(f"  Mot de passe de tous : {PASSWORD}")
