"""The demo corpus: loaded whole once, then looked at; loading again changes nothing."""

import io
import re
import zipfile
from io import StringIO
from itertools import count

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max
from wagtail.models import Page, Revision

from catalogue.models import (
    VOCABULARIES,
    Organisation,
    Record,
    RecordFile,
    RecordKind,
    Support,
    TextState,
)
from exports.pdf import render_pdf
from exports.render import WRITERS
from members.models import User
from monographs.models import MonographPage
from portal.checks import ROOMS
from portal.models import GlossaryEntry
from referentials.models import Competency, ReferentialPage
from resources.models import ResourcePage
from tests.reading import cards, plain

MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I)
# Identifiers hold long runs of digits that are nobody's number.
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TEXTS = re.compile(r"document\.xml|content\.xml|sharedStrings|sheet\d+\.xml|meta|core")
PHONE = re.compile(r"(?<!\d)(?:\+33\s?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def some_layouts():
    """One PDF in six is laid out, the others repeat it: laying out takes most of the time.

    What the PDFs say is read in the other formats of the same documents.
    """
    turns, laid_out = count(), [b""]

    def write(document, meta) -> bytes:
        if next(turns) % 6 == 0:
            laid_out[0] = render_pdf(document, meta)
        return laid_out[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(WRITERS, "pdf", write)
        yield


@pytest.fixture(scope="module")
def demo(some_layouts, django_db_setup, django_db_blocker):
    """The whole corpus in one transaction: a test that changes it changes it for itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)
    for name in caches:
        caches[name].clear()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def kind(value: RecordKind) -> int:
    return Record.objects.filter(record_kind=value, live=True).count()


def fingerprint() -> dict:
    """Everything the site holds: rows of each table, last change, checksums of the files."""
    rows = {
        model._meta.label: model.objects.count()
        for app in ROOMS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    latest = Page.objects.aggregate(Max("latest_revision_created_at"), Max("last_published_at"))
    files = set(RecordFile.objects.values_list("pk", "checksum", "superseded_at"))
    return {"rows": rows, "revisions": Revision.objects.count(), "latest": latest, "files": files}


def test_corpus_is_as_large_as_announced():
    assert kind(RecordKind.MONOGRAPH) == 28
    assert kind(RecordKind.RESOURCE) >= 40
    assert kind(RecordKind.REFERENTIAL) == 7
    assert RecordFile.objects.current().count() >= 55
    assert Competency.objects.filter(retired=False).count() >= 150
    assert GlossaryEntry.objects.count() == 222


def test_every_file_comes_with_its_text():
    assert set(RecordFile.objects.values_list("text_state", flat=True)) == {TextState.READ}


def test_report_says_what_was_loaded(demo):
    assert "Monographie : 28" in plain(demo)


def test_loading_again_changes_nothing():
    before = fingerprint()
    load()
    assert fingerprint() == before


def test_loading_again_adds_what_is_missing_and_keeps_what_was_edited():
    edited = MonographPage.objects.first()
    MonographPage.objects.filter(pk=edited.pk).update(title="Titre de l’équipe")
    gone = ResourcePage.objects.annotate(last=Max("files__size")).order_by("last").first()
    slug, identifier = gone.slug, gone.identifier
    files = gone.files.count()
    gone.delete()
    load()
    edited.refresh_from_db()
    assert edited.title == "Titre de l’équipe"
    back = ResourcePage.objects.get(slug=slug)
    assert back.identifier == identifier
    assert back.files.count() == files


def test_every_page_answers(client):
    pages = Page.objects.filter(live=True, depth__gt=1).order_by("path")
    answers = {page.url: client.get(page.url).status_code for page in pages}
    assert len(answers) > 90
    assert {address: code for address, code in answers.items() if code != 200} == {}


def test_every_competency_has_its_page(client):
    for row in Competency.objects.filter(retired=False).select_related("referential")[::15]:
        assert client.get(row.get_url(None)).status_code == 200, row


def test_every_record_is_complete_enough_to_be_found():
    for record in Record.objects.all():
        assert 40 <= len(record.summary) <= 400, record
        assert record.publisher, record
        assert record.review_by, record
        assert record.keywords.exists(), record
    for page in ResourcePage.objects.all():
        assert page.files.exists(), page
        assert page.licence, page
        assert page.roles.exists(), page


def test_records_pass_the_checks_of_the_editors_form():
    for page in [*ResourcePage.objects.all(), *MonographPage.objects.all()]:
        page.full_clean()
    for page in ReferentialPage.objects.all():
        page.full_clean()
        page.tree.stream_block.clean(page.tree)


def test_words_and_supports_of_the_corpus_find_something(client):
    assert cards(client.get("/recherche/?q=taille+haie"))
    assert cards(client.get("/recherche/?q=CQP"))
    for term in Support.objects.exclude(records=None):
        assert cards(client.get(f"/recherche/?support={term.slug}")), term


def texts() -> list[tuple[str, str]]:
    """Every text of the site with its name, people's accounts left aside."""
    found = [
        (page.title, UUID.sub("", str(page.specific.serializable_data())))
        for page in Page.objects.filter(depth__gt=1)
    ]
    for model in (*VOCABULARIES, GlossaryEntry, Organisation):
        for row in model.objects.all():
            values = (getattr(row, field.name) for field in model._meta.concrete_fields)
            found.append((str(row), " ".join(value for value in values if isinstance(value, str))))
    return found


def documents() -> list[tuple[str, str]]:
    """Words of the files that can be edited (the PDF says the same)."""
    found = []
    for item in RecordFile.objects.exclude(extension="pdf"):
        with item.file.open() as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as archive:
            for name in archive.namelist():
                if TEXTS.search(name):
                    data = archive.read(name).decode("utf-8", "replace")
                    found.append((f"{item} {name}", re.sub(r"<[^>]*>", " ", data)))
    return found


@pytest.mark.parametrize("source", [texts, documents])
def test_no_mail_address_and_no_phone_number_anywhere(source):
    found = source()
    assert len(found) > 90
    leaks = {name: MAIL.findall(words) + PHONE.findall(words) for name, words in found}
    assert {name: leak for name, leak in leaks.items() if leak} == {}


def test_invented_structures_are_marked_as_such():
    for page in ResourcePage.objects.select_related("publisher"):
        network = page.publisher.kind == Organisation.Kind.NETWORK
        assert network or page.publisher.is_fictional, page


def test_demo_accounts_belong_to_nobody_and_open_what_they_announce(client):
    addresses = User.objects.values_list("email", flat=True)
    assert addresses
    assert all(address.endswith("@example.org") for address in addresses)
    fields = {"login": "membre@example.org", "password": "chantier-demo-2026"}
    assert client.post("/compte/connexion/", fields)["Location"] == "/espace-membres/"


@pytest.mark.parametrize(
    "slug",
    [
        "cqp-salarie-polyvalent",
        "repasserie-afest-ozange-amiens",
        "fiche-technique-taille-de-haies",
    ],
)
def test_sheets_have_no_fault_of_structure(slug):
    """One of each kind; `manage.py sheets_report` looks at them all."""
    out = StringIO()
    call_command("sheets_report", slug, stdout=out)
    assert "Documents\u00a0: 1. Avec une faute\u00a0: 0." in out.getvalue()
