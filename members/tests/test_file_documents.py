"""The documents of a file: checked, private, replaced without loss, erased only from a draft."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from members.agreement.documents import DOCUMENTS_MAX, readable_name
from members.models import FileOpening, State, SupportingDocument
from members.models.agreement import Verdict
from tests.documents import zipped
from tests.structures import join, make_agreement, make_document, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PDF = b"%PDF-1.4 une lettre"
WORD_TYPES = '<Types><Override ContentType="macroEnabled"/></Types>'


@pytest.fixture
def draft():
    return make_agreement(state=State.DRAFT)


@pytest.fixture
def client(draft):
    client = Client()
    client.force_login(make_referent(draft.structure))
    return client


def place(agreement) -> str:
    return reverse("members:file_documents", args=[agreement.structure.slug, agreement.reference])


def send(client, agreement, name="lettre.pdf", data=PDF, kind="commitment"):
    upload = SimpleUploadedFile("x", data)
    # The name as a hostile client writes it, path included.
    upload._name = name
    return client.post(place(agreement), {"kind": kind, "file": upload})


def current(agreement, kind="commitment"):
    return agreement.documents.filter(kind=kind, superseded_at=None)


def test_a_document_is_joined_opened_and_replaced_without_losing_the_older(draft, client):
    joined = send(client, draft)
    assert joined.status_code == 302
    first = current(draft).get()
    assert first.file.storage.exists(first.file.name) and "lettre" not in first.file.name
    assert "lettre.pdf" in client.get(joined.url).content.decode()
    send(client, draft, "nouvelle.pdf", PDF + b" 2")
    assert current(draft).get().name == "nouvelle.pdf"
    html = client.get(place(draft)).content.decode()
    assert "Versions précédentes" in html and "lettre.pdf" in html
    opened = client.get(f"{place(draft)}{first.identifier}/")
    assert opened.getvalue() == PDF


def test_the_same_file_sent_twice_is_joined_once(draft, client):
    send(client, draft)
    assert send(client, draft).status_code == 302
    assert draft.documents.count() == 1


def test_a_document_is_served_to_be_saved_kept_nowhere_and_its_opening_noted(draft, client):
    item = make_document(draft)
    SupportingDocument.objects.update(name="L’engagement « été ».pdf")
    response = client.get(f"{place(draft)}{item.identifier}/")
    assert response.getvalue().startswith(b"%PDF")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert re.match("attachment; filename", response["Content-Disposition"])
    opening = FileOpening.objects.get()
    assert draft.reference in opening.label and str(item.identifier) in opening.address


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("faux.pdf", b"<html><script>alert(1)</script>", "n’est pas un PDF"),
        ("virus.exe", b"MZ", "n’est pas accepté"),
        ("lettre.pdf.exe", PDF, "n’est pas accepté"),
        ("lettre\u202efdp.exe", PDF, "n’est pas accepté"),
        ("page.html", b"<html>", "n’est pas accepté"),
        ("macro.docm", b"PK", "macros"),
        ("faux.docx", PDF, "n’est pas de ce format"),
        ("vide.pdf", b"", "vide"),
        (
            "macro.docx",
            zipped({"[Content_Types].xml": WORD_TYPES, "word/document.xml": "<w/>"}),
            "macros",
        ),
        (
            "bombe.docx",
            zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "0" * 9_000_000}),
            "démesuré",
        ),
        ("coupe.docx", zipped({"word/document.xml": "<w/>"})[:40], "n’est pas de ce format"),
    ],
    # The bytes of an archive hold the time: no name for a test.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_upload_is_refused_in_one_sentence(draft, client, name, data, words):
    answer = send(client, draft, name, data)
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html
    assert 'role="alert"' in html
    assert not draft.documents.exists()


def test_a_form_without_a_file_says_what_to_do(draft, client):
    answer = client.post(place(draft), {"kind": "commitment"})
    assert answer.status_code == 422 and "Choisissez d’abord un fichier" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\dossier\\lettre.PDF", "lettre.pdf"),
        ("lettre.exe.pdf", "lettre-exe.pdf"),
        ("gpj.\u202efdp.pdf", "gpj-fdp.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ('guillemet".pdf', "guillemet.pdf"),
        (".pdf", "piece.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
        ("   .pdf", "piece.pdf"),
    ],
)
def test_the_name_shown_holds_no_trap(typed, shown):
    assert readable_name(typed, "pdf") == shown


def test_a_document_is_erased_from_a_draft_bytes_included(
    draft, client, django_capture_on_commit_callbacks
):
    item = make_document(draft)
    storage, name = item.file.storage, item.file.name
    address = f"{place(draft)}{item.identifier}/supprimer/"
    assert "Supprimer cette pièce" in client.get(address).content.decode()
    assert draft.documents.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    assert not draft.documents.exists() and not storage.exists(name)


def test_what_the_certifier_received_is_replaced_and_never_erased(client, draft):
    item = make_document(draft)
    type(draft).objects.update(state=State.MORE_ASKED)
    answer = client.post(f"{place(draft)}{item.identifier}/supprimer/")
    assert answer.status_code == 409 and "remplacez-la" in answer.content.decode()
    draft.documents.update(verdict=Verdict.TO_COMPLETE, comment="La signature manque.")
    html = client.get(place(draft)).content.decode()
    assert "À remplacer" in html and "La signature manque." in html
    assert send(client, draft).status_code == 302
    assert "À remplacer" not in client.get(place(draft)).content.decode()
    assert draft.documents.count() == 2


@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.UNDER_REVIEW, State.AGREED, State.REFUSED]
)
def test_a_file_that_left_the_structure_takes_no_document(state):
    agreement = make_agreement(state=state)
    item = make_document(agreement)
    client = Client()
    client.force_login(make_referent(agreement.structure))
    assert send(client, agreement, data=PDF + b"x").status_code == 409
    assert client.post(f"{place(agreement)}{item.identifier}/supprimer/").status_code == 409
    assert agreement.documents.get() == item
    assert client.get(f"{place(agreement)}{item.identifier}/").getvalue()


def test_a_member_opens_documents_and_joins_none(draft):
    item = make_document(draft)
    client = Client()
    client.force_login(join(draft.structure))
    assert client.get(f"{place(draft)}{item.identifier}/").getvalue()
    assert send(client, draft, data=PDF + b"x").status_code == 409
    assert client.post(f"{place(draft)}{item.identifier}/supprimer/").status_code == 409
    assert draft.documents.get() == item


def test_useful_documents_may_be_three_and_files_are_not_endless(draft, client):
    for number in range(4):
        answer = send(client, draft, f"photo{number}.pdf", PDF + bytes([number]), "other")
    assert answer.status_code == 409 and current(draft, "other").count() == 3
    SupportingDocument.objects.bulk_create(
        SupportingDocument(
            agreement=draft, kind="planning", name="p.pdf", extension="pdf", size=1, checksum="0"
        )
        for _ in range(DOCUMENTS_MAX - 3)
    )
    assert send(client, draft).status_code == 409
