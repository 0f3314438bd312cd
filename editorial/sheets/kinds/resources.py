"""Resources: new ones are drafts, changed ones get a version, published only when asked."""

from collections.abc import Sequence
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, Revision, WorkflowState

from catalogue.models import Keyword, RecordFile, RecordKeyword, RemovedRecord
from catalogue.signals import content_changed
from catalogue.text import LANGUAGES, french_slug
from editorial.sheets.cells import Choice, Text, YesNo
from editorial.sheets.columns import Column, column
from editorial.sheets.kinds.base import (
    ObjectState,
    SheetKind,
    Written,
    digest,
    identifier,
    rows_of,
    stored_value,
)
from editorial.sheets.kinds.items import CHANGED, CREATED, UNDONE
from editorial.sheets.lookups import as_identifier
from resources.models import ResourceIndexPage, ResourcePage

# What Wagtail keeps of a page besides its content, put back exactly when an import is undone.
KEPT = (
    *("live", "has_unpublished_changes", "draft_title", "latest_revision_id"),
    *("live_revision_id", "latest_revision_created_at", "first_published_at"),
    *("last_published_at",),
)
LANGUAGE = Choice(tuple((key, label) for key, label in LANGUAGES.items()))
PUBLISH, ADDRESS, ONLINE = "publish", "address", "online"


# Each column with what the template shows in it.
EXAMPLES = {
    "title": "Fiche de poste du maraîchage",
    "resource_kind": "Livret de suivi",
    "summary": "Une fiche à remplir avec la personne, la première semaine.",
    "purpose": "Pour l’encadrant·e technique qui accueille une personne.",
    "how_to_use": "Lisez la fiche ensemble.\nRemplissez-la sur le chantier.",
    "duration_minutes": 45,
    **dict.fromkeys(("supports", "steps", "themes", "devices", "occupations"), ""),
    **dict.fromkeys(("roles", "audiences", "structure_types", "departments", "regions"), ""),
    "keywords": "",
    "access_level": "Ouvert à tous",
    "hide_notice": "non",
    "publisher": "",
    "licence": "",
    "source_title": "Recueil du réseau",
    "source_publisher": "",
    "source_year": 2024,
    "source_place": "page 12",
    "state": "En vigueur",
    "replaced_by": "",
    "valid_from": "",
    "review_by": "",
    "period_note": "",
    "owner_note": "",
}
# Other titles under which a column is recognised.
ALSO = {"resource_kind": ("type",), "title": ("nom",), "departments": ("département",)}
TITLE_HELP = "Court et concret : ce que l’on va trouver, avec les mots des lecteurs."
TOLD = "Pour information : ce que vous y écrivez n’est pas lu."


class ResourceKind(SheetKind):
    """The resources of the bank. Their files and competencies stay in their own screens."""

    name, label, one, group = "ressources", "Ressources", "ressource", "Ressources"
    icon = "doc-full"
    model = ResourcePage
    identity = "identifier"
    feminine = True
    lead = (
        "Les fiches de ressource. Leurs fichiers et leurs compétences se règlent toujours depuis "
        "la fiche : un tableur n’y touche pas."
    )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return _columns()

    @property
    def fields(self) -> list[str]:
        left = (self.identity, PUBLISH, "keywords")
        return [item.key for item in self.stored if item.key not in left]

    def allows(self, user) -> bool:
        index = ResourceIndexPage.objects.first()
        return index is not None and index.permissions_for_user(user).can_edit()

    def identities(self) -> dict[str, int]:
        return {as_identifier(value): pk for value, pk in super().identities().items()}

    def keys(self) -> list[int]:
        return list(self.model.objects.order_by("title", "pk").values_list("pk", flat=True))

    def states(self, pks: Sequence[int], user=None) -> dict[int, ObjectState]:
        kept = ("latest_revision_id", "live_revision_id", "live", "has_unpublished_changes")
        rows = self.model.objects.filter(pk__in=pks).values(
            "pk", "identifier", "url_path", "locked", "locked_by", *kept
        )
        raws = self._raws(list(rows))
        waiting = self._in_workflow(pks)
        found = {}
        for row in rows:
            raw, pk = raws[row["pk"]], row["pk"]
            stamp = digest([raw, *(row[name] for name in kept)])
            raw |= {self.identity: str(row["identifier"]), ONLINE: _online(row)}
            raw[ADDRESS] = "/" + "/".join(row["url_path"].split("/")[2:])
            found[pk] = ObjectState(raw, stamp, raw["title"], _barred(row, waiting, user))
        return found

    def _raws(self, rows: list[dict]) -> dict[int, dict]:
        """What each page says: its draft under way, or its own row."""
        drafts = {
            row["pk"]: row["latest_revision_id"] for row in rows if row["has_unpublished_changes"]
        }
        rest = [row["pk"] for row in rows if row["pk"] not in drafts]
        raws = rows_of(self.model, self.fields, rest)
        tagged: dict[int, list[int]] = {pk: [] for pk in rest}
        links = RecordKeyword.objects.filter(content_object__in=rest)
        for pk, key in links.values_list("content_object", "tag"):
            tagged[pk].append(key)
        for pk, raw in raws.items():
            raw["keywords"] = sorted(tagged[pk])
        contents = dict(
            Revision.objects.filter(pk__in=drafts.values()).values_list("pk", "content")
        )
        for pk, revision in drafts.items():
            raws[pk] = self._drafted(contents[revision]) if revision in contents else {}
        return raws

    def _drafted(self, content: dict) -> dict:
        raw = {name: content.get(name) for name in self.fields}
        raw = {name: sorted(v) if isinstance(v, list) else v for name, v in raw.items()}
        return raw | {"keywords": sorted(link["tag"] for link in content["keyword_items"])}

    @staticmethod
    def _in_workflow(pks: Sequence[int]) -> set[int]:
        rows = WorkflowState.objects.active().filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=[str(pk) for pk in pks],
        )
        return {int(key) for key in rows.values_list("object_id", flat=True)}

    @property
    def most_written(self) -> int:
        """Fewer on SQLite: the other writers wait twenty seconds at most for the end."""
        return 500 if connection.vendor == "sqlite" else 5_000

    def may_publish(self, user) -> bool:
        return ResourceIndexPage.objects.get().permissions_for_user(user).can_publish_subpage()

    def create(self, values: dict, user, *, publish: bool) -> Written:
        index = ResourceIndexPage.objects.get()
        page = self.model(live=False, owner=user, slug=_free_slug(index, values["title"]))
        self._fill(page, values)
        index.add_child(instance=page)
        revision = self._keep_version(page, user, CREATED)
        if publish:
            revision.publish(user=user)
        return Written(page.pk)

    def change(self, pk: int, values: dict, user, *, publish: bool) -> Written:
        row = self.model.objects.get(pk=pk)
        before = {"kept": {name: _moment(getattr(row, name)) for name in KEPT}}
        page = row.get_latest_revision_as_object() if row.has_unpublished_changes else row
        if publish or not row.live:
            before["content"] = _plain_content(self.model.objects.get(pk=pk))
        self._fill(page, values)
        if not row.live:
            page.save(clean=False)
        revision = self._keep_version(page, user, CHANGED)
        if publish:
            revision.publish(user=user)
        return Written(pk, before | {"revision": revision.pk})

    def _fill(self, page: ResourcePage, values: dict) -> None:
        for name, value in values.items():
            if name == "keywords":
                tags = Keyword.objects.filter(pk__in=value)
                page.keyword_items = [RecordKeyword(tag=tag) for tag in tags]
                continue
            found = self.model._meta.get_field(name)
            if found.many_to_many:
                getattr(page, name).set(list(found.related_model.objects.filter(pk__in=value)))
            else:
                setattr(page, found.attname, stored_value(found, value))

    @staticmethod
    def _keep_version(page: ResourcePage, user, action: str) -> Revision:
        return page.save_revision(user=user, log_action=action, clean=False)

    def restore(self, pk: int, before: dict, user) -> None:
        page = self.model.objects.get(pk=pk)
        if "content" in before:
            page = page.with_content_json(before["content"])
            for name, value in before["kept"].items():
                setattr(page, name, self.model._meta.get_field(name).to_python(value))
            page.save(clean=False)
        else:
            Page.objects.filter(pk=pk).update(**before["kept"])
        Revision.objects.filter(pk=before["revision"]).delete()
        content_changed.send(self.model, keys=[pk])
        log(page, UNDONE, user=user, content_changed=True)

    def remove(self, pk: int, before: dict, user) -> None:
        page = self.model.objects.get(pk=pk)
        path = page.get_url() if page.live else None
        log(page, UNDONE, user=user, deleted=True)
        page.delete(user=user)
        # It was there by mistake: its address does not say that something was removed.
        RemovedRecord.objects.filter(path=path).delete()

    def why_kept(self, pk: int) -> str:
        if RecordFile.objects.filter(record=pk).exists():
            return "des fichiers y ont été ajoutés"
        if self._in_workflow([pk]):
            return "elle est en relecture"
        page = self.model.objects.get(pk=pk)
        uses = ReferenceIndex.get_grouped_references_to(page).count() or page.replaces.count()
        return f"{uses} contenu(s) du site y renvoient" if uses else ""

    def address_of(self, pk: int) -> str:
        return reverse("wagtailadmin_pages:edit", args=[pk])


def _online(row: dict) -> str:
    if not row["live"]:
        return "brouillon"
    return "en ligne, brouillon en attente" if row["has_unpublished_changes"] else "en ligne"


def _barred(row: dict, waiting: set[int], user) -> str:
    if row["pk"] in waiting:
        return "cette fiche est en relecture : attendez la fin, ou reprenez-la depuis sa page"
    if row["locked"] and (user is None or row["locked_by"] != user.pk):
        return "cette fiche est verrouillée par une autre personne"
    return ""


def _moment(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _plain_content(page: ResourcePage) -> dict:
    """The row as Wagtail keeps it, days and moments as texts."""
    return {name: _moment(value) for name, value in page.serializable_data().items()}


def _free_slug(index: Page, title: str) -> str:
    base = french_slug(title)[:200].strip("-") or "ressource"
    near = Q(slug=base) | Q(slug__startswith=f"{base}-")
    taken = set(index.get_children().filter(near).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(s for s in numbered if s not in taken)


def _columns() -> tuple[Column, ...]:
    columns = [identifier("identifier", "Identifiant", "", also=("identifiant stable", "uuid"))]
    for name, example in EXAMPLES.items():
        given = {"help": TITLE_HELP} if name == "title" else {}
        also = ALSO.get(name, ())
        columns.append(column(ResourcePage, name, example=example, also=also, **given))
    return (
        *columns,
        column(ResourcePage, "language", type=LANGUAGE, example="Français"),
        Column(
            PUBLISH,
            "Publier",
            YesNo(),
            "oui : la fiche est publiée avec ce que dit la ligne. non ou vide : un brouillon, que "
            "vous relirez avant de publier.",
            "non",
        ),
        Column(ONLINE, "En ligne", Text(), TOLD, "", informative=True),
        Column(ADDRESS, "Adresse", Text(), TOLD, "", informative=True),
    )
