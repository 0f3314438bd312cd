"""Records as documents: under the access rule, made once, swept when the record changes."""

from io import BytesIO
from types import SimpleNamespace

import pypdfium2
import pytest
from django.utils import timezone

from catalogue.models import RecordSheet, SheetEdition, SheetForm, SheetState
from catalogue.models.sheets import sheet_url
from catalogue.sheets import making
from catalogue.sheets.content import content_of, edition_of
from members.models import FileOpening
from tests.builders import make_monograph, make_resource, make_user, publish
from tests.reading import download, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def drawn(monkeypatch):
    """Page makers that cost nothing; what they were asked for."""
    asked = []

    def writer(form):
        def write(content, edition):
            asked.append(form)
            return f"%PDF {content.title}".encode(), 2 if form != "docx" else None

        return write

    monkeypatch.setattr(making, "WRITERS", {form: writer(form) for form in SheetForm})
    return asked


def stored(sheet: RecordSheet) -> bool:
    return sheet.file.storage.exists(sheet.file.name)


# Served


def test_a_public_record_is_taken_away_in_its_four_forms(client):
    page = make_resource(title="Tailler une haie", how_to_use=["Lire", "Faire"])
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK"), ("chantier", b"%PDF")):
        response = client.get(sheet_url(page, form))
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.getvalue().startswith(start)
        assert page.slug in response["Content-Disposition"]


def test_the_page_offers_them_then_says_pages_and_weight(client, drawn):
    page = make_resource(how_to_use=["Lire"])
    links = soup(client.get(page.url)).select(".take-away a")
    assert [link["href"] for link in links] == [sheet_url(page, form) for form in SheetForm]
    assert "2 pages" not in text(client.get(page.url), ".take-away")
    client.get(sheet_url(page, "pdf"))
    assert "2 pages, 1 Ko" in text(client.get(page.url), ".take-away").replace("\u00a0", " ")


def test_without_gesture_there_is_no_site_mode(client, drawn):
    page = make_resource(how_to_use=[])
    assert "Mode chantier" not in text(client.get(page.url), ".take-away")
    assert client.get(sheet_url(page, "chantier")).status_code == 404


def test_a_record_whose_address_is_chantier_keeps_both(client, drawn):
    page = make_resource(slug="chantier", how_to_use=["Lire"])
    client.get(sheet_url(page, "pdf"))
    client.get(sheet_url(page, "chantier"))
    assert drawn == ["pdf", "chantier"]


@pytest.mark.parametrize("name", ["x.exe", "x", "chantier.docxx", ".pdf2", "x.PDF"])
def test_another_name_is_unknown(client, name):
    page = make_resource()
    assert client.get(f"/fiches/{page.identifier}/{name}").status_code == 404


# Access


@pytest.mark.parametrize(
    ("level", "hidden", "state"),
    [("members", False, "live"), ("accredited", True, "live"), ("public", False, "draft")],
)
def test_what_a_reader_may_not_open_is_neither_made_nor_given(client, drawn, level, hidden, state):
    page = make_resource(access_level=level, hide_notice=hidden, live=state == "live")
    response = client.get(sheet_url(page, "pdf"))
    assert response.status_code == (404 if hidden or state == "draft" else 403)
    assert drawn == []
    assert not RecordSheet.objects.exists()


def test_a_reserved_sheet_opens_to_those_who_may_and_to_nobody_after(client, drawn):
    page = make_resource(access_level="members")
    client.force_login(make_user("member"))
    response = client.get(sheet_url(page, "pdf"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(sheet_url(page, "pdf")).status_code == 403
    assert soup(client.get(page.url)).select(".take-away") == []


def test_a_reserved_sheet_given_is_noted_like_a_file(client, drawn):
    page = make_resource(title="Grille réservée", access_level="members")
    member = make_user("member")
    client.force_login(member)
    client.get(sheet_url(page, "pdf"))
    (opening,) = FileOpening.objects.filter(user=member)
    assert opening.label == "Grille réservée, PDF"


def test_a_sheet_names_no_other_record_that_a_stranger_may_not_know(client):
    hidden = make_resource(title="Outil caché", access_level="members", hide_notice=True)
    page = make_monograph()
    page.tools.create(label="La grille", record=hidden)
    content = content_of(publish(page))
    assert "La grille" in repr(content.blocks)
    assert "Outil caché" not in repr(content.blocks)


# Made once


def test_it_is_made_once_and_again_when_the_content_changes(client, drawn):
    page = make_resource(title="Première")
    for _time in range(3):
        client.get(sheet_url(page, "pdf"))
    assert drawn == ["pdf"]
    page.title = "Seconde"
    page = publish(page)
    assert download(client, sheet_url(page, "pdf")).body == b"%PDF Seconde"
    assert drawn == ["pdf", "pdf"]


def test_publishing_without_a_change_keeps_the_edition(client, drawn):
    page = make_resource()
    client.get(sheet_url(page, "pdf"))
    page = publish(page)
    client.get(sheet_url(page, "pdf"))
    assert SheetEdition.objects.count() == 1


def test_a_name_changed_elsewhere_makes_another_edition(client, drawn):
    page = make_resource()
    client.get(sheet_url(page, "pdf"))
    kind = page.resource_kind
    kind.label = "Carnet"
    kind.save()
    client.get(sheet_url(page, "pdf"))
    assert drawn == ["pdf", "pdf"]
    assert RecordSheet.objects.count() == 1


def test_another_page_maker_makes_them_anew(client, drawn, monkeypatch):
    page = make_resource()
    client.get(sheet_url(page, "pdf"))
    monkeypatch.setattr(making, "maker", lambda: "un autre")
    client.get(sheet_url(page, "pdf"))
    assert drawn == ["pdf", "pdf"]
    assert RecordSheet.objects.count() == 1


def test_of_two_demands_one_only_makes_it(drawn):
    page = make_resource()
    sheet = RecordSheet.objects.create(
        edition=edition_of(page, content_of(page)), form="pdf", maker=making.maker()
    )
    assert making.claim(sheet)
    assert not making.claim(sheet)
    making.make(sheet)
    assert drawn == []
    assert sheet.state == SheetState.MAKING


def test_a_making_that_died_is_taken_over(client, drawn):
    page = make_resource()
    begun = timezone.now() - making.GIVEN_UP * 2
    RecordSheet.objects.create(
        edition=edition_of(page, content_of(page)),
        form="pdf",
        maker=making.maker(),
        state=SheetState.MAKING,
        started_at=begun,
    )
    assert client.get(sheet_url(page, "pdf")).status_code == 200
    assert drawn == ["pdf"]


def test_a_file_that_the_storage_lost_is_made_again(client, drawn):
    page = make_resource()
    client.get(sheet_url(page, "pdf"))
    sheet = RecordSheet.objects.get()
    sheet.file.storage.delete(sheet.file.name)
    assert client.get(sheet_url(page, "pdf")).status_code == 200
    assert drawn == ["pdf", "pdf"]


# Waiting, failing


def test_a_long_one_is_made_in_the_background_while_one_waits(client, drawn, monkeypatch):
    page = make_resource()
    queued = []
    monkeypatch.setattr(making, "QUICK", 0)
    monkeypatch.setattr("catalogue.tasks.make_sheet", SimpleNamespace(enqueue=queued.append))
    first, second = (client.get(sheet_url(page, "pdf")) for _time in range(2))
    assert (first.status_code, first["Refresh"], first["Cache-Control"]) == (
        202,
        "3",
        "private, no-store",
    )
    assert "se prépare" in text(second, "h1")
    assert len(queued) == 1
    making.make(RecordSheet.objects.get(pk=queued[0]))
    assert client.get(sheet_url(page, "pdf")).status_code == 200


def test_a_failure_says_why_and_may_be_tried_again(client, drawn, monkeypatch):
    page = make_resource()
    plain = making.WRITERS

    def broken(content, edition):
        raise OSError("secret de la machine")

    monkeypatch.setattr(making, "WRITERS", dict.fromkeys(SheetForm, broken))
    response = client.get(sheet_url(page, "pdf"))
    assert "n’a pas pu être fait" in text(response, "h1")
    assert "secret" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(sheet_url(page, "pdf")).status_code == 200
    monkeypatch.setattr(making, "WRITERS", plain)
    assert client.post(sheet_url(page, "pdf")).status_code == 302
    assert download(client, sheet_url(page, "pdf")).body.startswith(b"%PDF")


def test_nothing_is_made_of_a_record_withdrawn_meanwhile(drawn):
    page = make_resource()
    sheet = RecordSheet.objects.create(
        edition=edition_of(page, content_of(page)), form="pdf", maker=making.maker()
    )
    page.unpublish()
    RecordSheet.objects.bulk_create([sheet])
    making.make(RecordSheet.objects.get(pk=sheet.pk))
    assert drawn == []
    assert not RecordSheet.objects.exists()


# Swept


@pytest.mark.parametrize("act", ["unpublish", "delete", "publish"])
def test_a_record_that_changes_leaves_no_file(
    client, drawn, act, django_capture_on_commit_callbacks
):
    page = make_resource()
    client.get(sheet_url(page, "pdf"))
    sheet = RecordSheet.objects.get()
    assert stored(sheet)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page) if act == "publish" else getattr(page, act)()
    assert not RecordSheet.objects.exists()
    assert not stored(sheet)


# Hostile


def test_hostile_words_are_printed_as_they_stand(client):
    attack = '<img src="file:///etc/hostname">{{ 7 }}{% x %} 🙂 مرحبا ' + "w" * 150
    page = make_resource(title=attack[:200], summary=attack, how_to_use=[attack])
    for form in SheetForm:
        response = client.get(sheet_url(page, form))
        assert response.status_code == 200
        if form in ("pdf", "chantier"):
            pdf = pypdfium2.PdfDocument(BytesIO(response.getvalue()))
            assert "{{ 7 }}" in pdf[0].get_textpage().get_text_range()


def test_the_content_is_read_in_few_queries(django_assert_max_num_queries):
    page = make_resource(how_to_use=["Lire"])
    with django_assert_max_num_queries(12):
        content_of(type(page).objects.get(pk=page.pk))
