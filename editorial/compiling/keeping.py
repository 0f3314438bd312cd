"""How long the recueils of people are kept, and what an account says of them."""

from datetime import datetime

from django.db.models import QuerySet

from editorial.compiling.models import Compilation
from members.models import User
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule

MONTHS = 24


def forgotten(limit: datetime) -> QuerySet:
    """Recueils of people that nobody touched since; those of the network stay."""
    return Compilation.objects.filter(touched_at__lt=limit).exclude(owner=None)


RULES = (
    Rule(
        name="Recueils personnels",
        data="Recueils composés par les personnes pour elles-mêmes, depuis leur dernier changement",
        then="effacés",
        expired=forgotten,
        months=MONTHS,
    ),
)


def compilations_of(user: User) -> list[Row]:
    """What this person composed for themselves."""
    return [
        {
            "titre": each.title,
            "sous-titre": each.subtitle,
            "nom sur la couverture": each.network,
            "avant-propos": each.foreword,
            "commencé le": each.created_at,
            "dernier changement": each.touched_at,
            "fiches": each.items.count(),
        }
        for each in Compilation.objects.filter(owner=user)
    ]


PART = Part("Recueils", compilations_of)
