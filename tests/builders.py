"""Plain functions that build what a test needs: keyword traits, minimal defaults."""

import io
import itertools
import zipfile
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Site

from catalogue.models import Record, RecordFile, ResourceKind, Support
from catalogue.storing import attach_file
from members.models import User
from monographs.models import MonographIndexPage, MonographPage
from portal.groups import EDITORS
from portal.models import HomePage
from referentials.models import ReferentialIndexPage, ReferentialPage
from resources.models import ResourceCompetency, ResourceIndexPage, ResourcePage
from tests.structures import join, make_agreement, make_structure

numbers = itertools.count(1)
# The readers of the access matrix: name → groups (None: nobody is signed in).
READERS = {
    "anonymous": None,
    "without_rights": (),
    "member": (),
    "accredited": (),
    "editor": (EDITORS,),
}
PDF = b"\n".join(
    (
        b"%PDF-1.4",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj",
        b"trailer<</Root 1 0 R>>",
        b"%%EOF",
    )
)


def publish(page: Page) -> Page:
    """Publish through a revision, as the admin does; the page as it is now stored."""
    page.save_revision(log_action=False).publish()
    return type(page).objects.get(pk=page.pk)


def make_site() -> HomePage:
    """Home page at the root of the default site, and the three lists."""
    home = HomePage.objects.first()
    if home:
        return home
    home = HomePage(title="Accueil", slug="accueil", lead="La banque.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    for model, slug in (
        (ResourceIndexPage, "ressources"),
        (ReferentialIndexPage, "referentiels"),
        (MonographIndexPage, "monographies"),
    ):
        publish(home.add_child(instance=model(title=slug.capitalize(), slug=slug)))
    return publish(home)


def make_user(reader: str):
    """One of the readers of the access matrix."""
    groups = READERS[reader]
    if groups is None:
        return AnonymousUser()
    user = User.objects.create_user(f"{reader}-{next(numbers)}@example.org", "mot-de-passe-long")
    user.groups.set(Group.objects.filter(name__in=groups))
    if reader in ("member", "accredited"):
        structure = make_structure(is_adherent=True)
        join(structure, user)
        if reader == "accredited":
            make_agreement(structure)
    return user


def make_kind(label: str = "Livret de suivi") -> ResourceKind:
    return ResourceKind.objects.get_or_create(
        slug=label.lower().replace(" ", "-"), defaults={"label": label}
    )[0]


def make_support(label: str = "Maraîchage") -> Support:
    return Support.objects.filter(label=label).first() or Support.objects.create(label=label)


def make_resource(*, live: bool = True, **fields) -> ResourcePage:
    """A resource under the resources list."""
    return _add(ResourceIndexPage, ResourcePage, live, {"resource_kind": make_kind()} | fields)


def make_referential(*, live: bool = True, **fields) -> ReferentialPage:
    """A referential; give `tree=make_tree(...)` for competencies."""
    return _add(ReferentialIndexPage, ReferentialPage, live, fields)


def make_monograph(*, live: bool = True, **fields) -> MonographPage:
    """A monograph under the monographs list."""
    return _add(MonographIndexPage, MonographPage, live, fields)


def _add(index_model, model, live: bool, fields: dict) -> Record:
    make_site()
    number = next(numbers)
    values = {
        "title": f"{model._meta.verbose_name} {number}",
        "slug": f"fiche-{number}",
        "summary": "Un résumé.",
    } | fields
    page = index_model.objects.get().add_child(instance=model(live=False, **values))
    return publish(page) if live else page


def make_tree(blocks: int = 1, activities: int = 1, competencies: int = 2) -> list:
    """A tree whose codes are A1, A1.1, A1.1.1…"""
    return [
        (
            "block",
            {
                "code": f"A{b}",
                "title": f"Bloc {b}",
                "activities": [
                    {
                        "code": f"A{b}.{a}",
                        "title": f"Activité {a}",
                        "competencies": [
                            {
                                "code": f"A{b}.{a}.{c}",
                                "label": f"Faire {b}.{a}.{c}",
                                "context": "",
                                "criteria": ["On le voit."],
                            }
                            for c in range(1, competencies + 1)
                        ],
                    }
                    for a in range(1, activities + 1)
                ],
            },
        )
        for b in range(1, blocks + 1)
    ]


def make_file(
    record: Record, label: str = "Livret", name: str = "livret.pdf", data: bytes = PDF
) -> RecordFile:
    """A checked and stored file of a record."""
    return attach_file(record, label, ContentFile(data, name))


def make_docx(**members: bytes) -> bytes:
    """The smallest thing that is a DOCX, with extra zip members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_term(model, label: str, **fields):
    """A term of any vocabulary, the same one for the same label."""
    return model.objects.filter(label=label).first() or model.objects.create(label=label, **fields)


def make_page(model, parent: Page | None = None, **fields) -> Page:
    """An editorial page under the home page, or under `parent`."""
    home = make_site()
    number = next(numbers)
    values = {"title": f"Page {number}", "slug": f"page-{number}"} | fields
    return publish((parent or home).add_child(instance=model(**values)))


def make_thumbnail(item: RecordFile, data: bytes = b"\x89PNG\r\n\x1a\n") -> RecordFile:
    """Give a file the picture that the worker would have made."""
    item.thumbnail.save(f"{item.identifier}.png", ContentFile(data))
    return item


def expire(record: Record) -> Record:
    """Put the end of publication in the past, the scheduled job not having run yet."""
    Page.objects.filter(pk=record.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    record.refresh_from_db()
    return record


def link_competency(resource: ResourcePage, competency, role: str = "teach") -> None:
    """Say that a resource teaches, assesses or proves a competency."""
    ResourceCompetency.objects.create(page=resource, competency=competency, role=role)


def make_unsaved(parent: Page, page: Page) -> Page:
    """A page being written in the admin and not saved yet, as its preview receives it."""
    page.depth = parent.depth + 1
    last = parent.get_last_child()
    page.path = last._inc_path() if last else page._get_path(parent.path, page.depth, 1)
    page.set_url_path(parent)
    return page


def preview(page: Page):
    """The preview that the admin shows beside the form."""
    return page.make_preview_request()
