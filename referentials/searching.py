"""Competencies as the search finds and shows them."""

from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue import access
from catalogue.cards import Card
from catalogue.models.searching import ended
from catalogue.sources import Source
from referentials.models import Competency, ReferentialPage

KIND = "competence"


def readable_competencies(user) -> QuerySet:
    """Competencies of the referentials that this user may open."""
    referentials = access.openable_by(ReferentialPage.objects.all(), user)
    allowed = Competency.objects.filter(retired=False, referential__in=referentials)
    found = Competency.objects.filter(pk__in=allowed.order_by().values("pk"))
    return found.select_related("referential").order_by()


def competency_card(competency: Competency, request: HttpRequest | None = None) -> Card:
    """What a list shows of a competency."""
    return Card(
        kind=KIND,
        kind_label="Compétence",
        title=f"{competency.code} {competency.label}",
        url=competency.get_url(request),
        summary=text_of(competency),
        lock="",
        state=None,
        facts=[competency.referential.title],
    )


def text_of(competency: Competency) -> str:
    """When and how one sees that it is held."""
    return " ".join(ended(part) for part in (competency.context, *competency.criteria) if part)


SOURCE = Source(
    KIND, "Compétence", Competency, readable_competencies, competency_card, text_of, weight=0.5
)
