"""Demo accounts, one per kind of person. Their password is public: never on a real site."""

from django.contrib.auth.models import Group

from members.models import User
from portal.groups import ADMINISTRATORS, CERTIFIERS, CONTRIBUTORS, EDITORS, REVIEWERS

PASSWORD = "chantier-demo-2026"  # noqa: S105 (printed on purpose)
ACCOUNTS = (
    ("visiteur@example.org", "Compte sans droit", (), "connecté, sans droit particulier"),
    (
        "membre@example.org",
        "Structure membre",
        (),
        "référent·e d’une structure qui prépare son dossier",
    ),
    ("agree@example.org", "Structure agréée", (), "référent·e d’une structure agréée"),
    (
        "contributeur@example.org",
        "Contributeur",
        (CONTRIBUTORS,),
        "propose des fiches dans l’administration",
    ),
    ("relecteur@example.org", "Relecteur", (REVIEWERS,), "relit ce qui attend, et rien d’autre"),
    ("editeur@example.org", "Éditeur réseau", (EDITORS,), "publie, gère les vocabulaires"),
    (
        "certificateur@example.org",
        "Certificateur",
        (CERTIFIERS,),
        "instruit et décide les agréments",
    ),
    ("admin@example.org", "Administrateur", (ADMINISTRATORS,), "règle tout le site"),
)


def seed_accounts() -> None:
    """Create the accounts that are missing; existing ones are left as they are."""
    for email, name, groups, _role in ACCOUNTS:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email, PASSWORD, first_name=name)
        user.groups.set(Group.objects.filter(name__in=groups))
