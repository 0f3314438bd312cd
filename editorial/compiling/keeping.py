"""How long the recueils of people are kept, and what an account says of them."""

from datetime import datetime

from django.db.models import QuerySet
from django.dispatch import receiver

from editorial.compiling.models import Compilation
from members.models import User
from members.privacy.forgetting import forgotten
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule

MONTHS = 24


def untouched(limit: datetime) -> QuerySet:
    """Recueils of people that nobody touched since; those of the network stay."""
    return Compilation.objects.filter(touched_at__lt=limit).exclude(owner=None)


RULES = (
    Rule(
        name="Recueils personnels",
        data="Recueils composés par les personnes pour elles-mêmes, depuis leur dernier changement",
        then="effacés",
        expired=untouched,
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


@receiver(forgotten)
def forget(user: User, **kwargs) -> None:
    """Nothing of a person's own recueils stays, even when the row of the account does."""
    Compilation.objects.filter(owner=user).delete()


PART = Part("Recueils", compilations_of)
