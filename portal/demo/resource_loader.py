"""The resources and their files, laid out at load time from the YAML."""

from fnmatch import fnmatch
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from catalogue.models import (
    Audience,
    Device,
    Licence,
    Occupation,
    Organisation,
    ResourceKind,
    Role,
    Step,
    Support,
    Theme,
)
from catalogue.storing import attach_file
from exports.render import Document, Meta, render
from monographs.models import MonographTool
from portal.demo.keywords import set_keywords
from portal.demo.reading import load, load_all
from portal.demo.vocabularies import Finder
from referentials.models import Competency
from resources.models import ResourceCompetency, ResourceIndexPage, ResourcePage

TERMS = {
    "supports": Support,
    "occupations": Occupation,
    "devices": Device,
    "themes": Theme,
    "steps": Step,
    "audiences": Audience,
    "roles": Role,
}
COPIED = (
    "title",
    "slug",
    "summary",
    "purpose",
    "how_to_use",
    "state",
    "period_note",
    "valid_from",
    "review_by",
)


class ResourceLoader:
    """Adds the resources that are missing, with their files and links."""

    def __init__(self, index: ResourceIndexPage):
        self.index = index
        self.find = {name: Finder(model) for name, model in TERMS.items()}
        self.kinds = Finder(ResourceKind)
        roles = load("pages/vocabulary_complements")["roles"]
        self.same_role = {r["slug"]: r["same_as"] for r in roles if "same_as" in r}
        self.links = load("competency_links")

    def load(self, progress) -> None:
        known = set(ResourcePage.objects.values_list("slug", flat=True))
        for item in load_all("resources"):
            if item["slug"] not in known:
                self._add(item)
            progress()

    @transaction.atomic
    def _add(self, item: dict) -> None:
        publisher = Organisation.objects.get(slug=item["publisher"])
        licence = Licence.objects.get(slug=item["licence"])
        page = ResourcePage(
            **{name: item[name] for name in COPIED},
            identifier=uuid5(NAMESPACE_URL, f"ressource/{item['slug']}"),
            resource_kind=self.kinds.one(item["kind"]),
            duration_minutes=item.get("duration_minutes"),
            access_level=item["access"],
            publisher=publisher,
            licence=licence,
            source_title=item["source"]["title"],
            source_year=item["source"]["year"],
            source_place=item["source"].get("place") or "",
        )
        self._terms(page, item)
        page.competency_links = self._competency_links(item["slug"])
        self.index.add_child(instance=page)
        set_keywords(page, item["keywords"])
        page.save_revision(log_action=False).publish()
        self._files(page, item, publisher, licence)
        link_practices(page, item)

    def _terms(self, page: ResourcePage, item: dict) -> None:
        roles = [self.same_role.get(slug, slug) for slug in item["roles"]]
        for name, finder in self.find.items():
            setattr(page, name, finder.many(roles if name == "roles" else item.get(name)))
        page.structure_types = page.publisher.types.all() if page.publisher.is_fictional else []
        if page.publisher.department:
            page.departments = [page.publisher.department]

    def _competency_links(self, slug: str) -> list[ResourceCompetency]:
        links = []
        for entry in (link for link in self.links if link["resource"] == slug):
            rows = Competency.objects.filter(referential__slug=entry["referential"], retired=False)
            links += [
                ResourceCompetency(competency=row, role=entry["role"])
                for row in rows
                if any(fnmatch(row.code, pattern) for pattern in entry["codes"])
            ]
        return links

    def _files(self, page: ResourcePage, item: dict, publisher, licence) -> None:
        meta = Meta(
            title=item["title"],
            publisher=publisher.name,
            licence_label=licence.label,
            version="1.0",
            date=item["valid_from"],
            url=settings.WAGTAILADMIN_BASE_URL + page.permalink,
        )
        for rank, description in enumerate(item["documents"]):
            document = Document.from_dict(description)
            for fmt in document.formats:
                content = ContentFile(render(document, meta, fmt), f"{item['slug']}.{fmt}")
                attach_file(page, document.label, content, sort_order=rank)


def link_practices(page: ResourcePage, item: dict) -> None:
    """Link the resource to the tools of the practices that used one of its kind.

    A tool of the same kind that leads nowhere yet is linked; a practice without such a tool
    is left as its source tells it.
    """
    for slug in item.get("used_by") or []:
        tool = MonographTool.objects.filter(
            page__slug=slug, record=None, resource_kind=page.resource_kind
        ).first()
        if tool:
            tool.record = page
            tool.save(update_fields=["record"])
            tool.page.save_revision(log_action=False).publish()
