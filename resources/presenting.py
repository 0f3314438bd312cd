"""What a resource shows beside its own text: competencies served, practices that use it."""

from dataclasses import dataclass

from catalogue import access
from catalogue.cards import Card, cards_for
from catalogue.models import Record
from resources.models import CompetencyRole, ResourcePage

QUESTIONS = {
    CompetencyRole.TEACH: "Elle aide à enseigner",
    CompetencyRole.ASSESS: "Elle aide à évaluer",
    CompetencyRole.PROVE: "Elle aide à prouver",
}


@dataclass(frozen=True)
class CompetencyGroup:
    """Competencies a resource serves in one role, gathered by referential."""

    role: str
    label: str
    referentials: list[dict]

    @property
    def count(self) -> int:
        return sum(len(item["competencies"]) for item in self.referentials)


def competency_groups(resource: ResourcePage, request) -> list[CompetencyGroup]:
    """Teach, assess, prove: only the roles the resource plays, in that order.

    A competency is part of the body of its referential: named to those who may open it.
    """
    links = [
        link
        for link in resource.competency_links.select_related("competency__referential").order_by(
            "competency__referential__title", "competency__position"
        )
        if not link.competency.retired
        and access.can_open(request.user, link.competency.referential)
    ]
    groups = []
    for role in CompetencyRole:
        chosen = [link.competency for link in links if link.role == role]
        if chosen:
            groups.append(
                CompetencyGroup(role.value, QUESTIONS[role], _by_referential(chosen, request))
            )
    return groups


def _by_referential(competencies: list, request) -> list[dict]:
    grouped: dict[int, dict] = {}
    for competency in competencies:
        page = competency.referential
        if page.pk not in grouped:
            base = page.get_url(request)
            grouped[page.pk] = {"referential": page, "base": base, "competencies": []}
        grouped[page.pk]["competencies"].append(competency)
    return list(grouped.values())


def practices_using(resource: ResourcePage, request) -> list[Card]:
    """Monographs whose tools include this resource (`tool_uses` comes from that room)."""
    if not resource.pk:
        # The preview of a resource that was never saved.
        return []
    pages = resource.tool_uses.values("page")
    users = Record.objects.filter(pk__in=pages).order_by("title")
    return cards_for(access.visible_to(users, request.user), request.user, request)
