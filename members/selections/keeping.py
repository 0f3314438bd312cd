"""Keep a selection, find mine and those shared with me."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from members.models import KeptSelection, Membership, Structure, User

LIMIT = 50
ON_HOME = 5


class TooMany(Exception):
    """The person has kept as many selections as one may."""

    sentence = (
        f"Vous avez déjà {LIMIT} sélections gardées\u00a0: c’est le maximum. Remplacez-en une, "
        "ou supprimez-en une, puis revenez ici."
    )


def structures_of(user) -> QuerySet[Structure]:
    """Those with which this person may share."""
    return Structure.objects.filter(memberships__user=user, is_active=True)


def readable_by(user) -> QuerySet[KeptSelection]:
    """Mine, and those of colleagues who share with a structure of which we both are."""
    people = Membership.objects.filter(structure=OuterRef("structure"), structure__is_active=True)
    shared = Exists(people.filter(user=user)) & Exists(people.filter(user=OuterRef("user")))
    return KeptSelection.objects.filter(Q(user=user) | shared)


def of_colleagues(user) -> QuerySet[KeptSelection]:
    """What others share with this person."""
    return readable_by(user).exclude(user=user).select_related("user", "structure")


@transaction.atomic
def keep(
    user: User, codes: str, name: str, structure: Structure | None, replaced: KeptSelection | None
) -> KeptSelection:
    """Keep these codes, anew or in the place of `replaced`. Raises `TooMany`."""
    # Two windows sending at once wait for each other here.
    User.objects.select_for_update().get(pk=user.pk)
    if replaced is None and KeptSelection.objects.filter(user=user).count() >= LIMIT:
        raise TooMany
    kept = replaced or KeptSelection(user=user)
    kept.codes, kept.structure, kept.used_at = codes, structure, timezone.now()
    kept.name = name or kept.name
    kept.save()
    return kept


def note_use(kept: KeptSelection) -> None:
    """It was opened today: two more years."""
    KeptSelection.objects.filter(pk=kept.pk).update(used_at=timezone.now())


def home_section(user) -> dict:
    """For templates/members/parts/kept_selections.html: {selections, has_more}."""
    mine = KeptSelection.objects.filter(user=user)
    found = list(mine.select_related("structure").order_by("-used_at", "-pk")[: ON_HOME + 1])
    return {"selections": found[:ON_HOME], "has_more": len(found) > ON_HOME}
