"""The seven referentials."""

from uuid import NAMESPACE_URL, uuid5

from catalogue.models import (
    Audience,
    Device,
    Licence,
    Occupation,
    Organisation,
    Step,
    Support,
)
from portal.demo.keywords import set_keywords
from portal.demo.reading import load_all
from portal.demo.vocabularies import Finder
from referentials.models import ReferentialIndexPage, ReferentialPage

TERMS = {
    "supports": Support,
    "occupations": Occupation,
    "devices": Device,
    "steps": Step,
    "audiences": Audience,
}


def load_referentials(index: ReferentialIndexPage, progress) -> None:
    """Add the referentials that are missing."""
    known = set(ReferentialPage.objects.values_list("slug", flat=True))
    find = {name: Finder(model) for name, model in TERMS.items()}
    for item in load_all("referentials"):
        if item["slug"] not in known:
            _add(index, item, find)
        progress()


def _add(index: ReferentialIndexPage, item: dict, find: dict[str, Finder]) -> None:
    page = ReferentialPage(
        title=item["title"],
        slug=item["slug"],
        identifier=uuid5(NAMESPACE_URL, f"referentiel/{item['slug']}"),
        summary=item["summary"],
        status_note=item["note"],
        version=item["version"],
        rome_codes=item["rome_codes"],
        certification_code=item["certification_code"],
        publisher=Organisation.objects.get(slug="reseau"),
        licence=Licence.objects.get(slug=item["licence"]),
        source_title=item["source"]["title"],
        source_year=item["source"]["year"],
        source_place=item["source"]["place"],
        **{name: item[name] for name in ("state", "period_note", "valid_from", "review_by")},
        scale=[("level", level) for level in item["scale"]],
        tree=raw_tree(item),
    )
    for name, finder in find.items():
        setattr(page, name, finder.many(item.get(name)))
    index.add_child(instance=page)
    set_keywords(page, item["keywords"])
    page.save_revision(log_action=False).publish()


class TreeWriter:
    """The tree in StreamField's stored form, with identifiers that never change.

    A competency's identifier is made from the referential's slug and the competency's code,
    so that loading again on another machine gives the same addresses.
    """

    def __init__(self, slug: str):
        self.slug = slug

    def block(self, entry: dict) -> dict:
        activities = [self.activity(child) for child in entry["activities"]]
        value = {"code": entry["code"], "title": entry["title"], "activities": activities}
        return self._stored(f"b:{entry['code']}", value, "block")

    def activity(self, entry: dict) -> dict:
        competencies = [self.competency(child) for child in entry["competencies"]]
        value = {"code": entry["code"], "title": entry["title"], "competencies": competencies}
        return self._stored(f"a:{entry['code']}", value)

    def competency(self, entry: dict) -> dict:
        code = entry["code"]
        criteria = [
            self._stored(f"{code}#{rank}", text)
            for rank, text in enumerate(entry.get("criteria") or [])
        ]
        value = {"code": code, "label": entry["label"], "context": entry.get("context") or ""}
        return self._stored(code, value | {"criteria": criteria})

    def _stored(self, code: str, value: dict | str, kind: str = "item") -> dict:
        identifier = uuid5(NAMESPACE_URL, f"referentiel/{self.slug}/{code}")
        return {"type": kind, "id": str(identifier), "value": value}


def raw_tree(item: dict) -> list[dict]:
    """The stored tree of one referential of the corpus."""
    writer = TreeWriter(item["slug"])
    return [writer.block(block) for block in item["blocks"]]
