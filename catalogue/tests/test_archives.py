"""A selection taken away as one archive: what it holds, what it lacks and says, its names."""

import re

import pytest
from bs4 import BeautifulSoup

from catalogue.models import Licence, Production, ProductionState, RecordFile
from catalogue.selection import codes, views
from catalogue.selection.naming import Names, safe_name
from catalogue.sheets import making
from members.models import FileOpening
from tests.archives import address_of, opened, order_archive, take_archive
from tests.builders import (
    make_docx,
    make_file,
    make_monograph,
    make_resource,
    make_user,
)
from tests.productions import make_all
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(autouse=True)
def plain_sheets(monkeypatch):
    """Sheets that cost nothing, and hold the words of their record."""

    def write(content, edition):
        return f"%PDF {content.title}".encode(), 1

    monkeypatch.setattr(making, "WRITERS", dict.fromkeys(making.WRITERS, write))


def soup_of(data: bytes) -> BeautifulSoup:
    return BeautifulSoup(data, "html.parser")


def take_archive_at(client, page: str) -> dict[str, bytes]:
    return opened(client.get(f"{page}fichier").getvalue())


def test_the_archive_holds_files_sheets_contents_and_licences(client):
    licence = Licence.objects.create(label="CC BY 4.0", slug="cc-by", can=["Copier."])
    one = make_resource(title="Tailler une haie", licence=licence)
    two = make_monograph(title="Un jardin")
    make_file(one, "Livret")
    make_file(one, "Livret", "livret.docx", make_docx())
    held = take_archive(client, one, two)
    assert set(held) == {
        "sommaire.html",
        "sommaire.txt",
        "fiches/01-tailler-une-haie.pdf",
        "fiches/02-un-jardin.pdf",
        "fichiers/01-tailler-une-haie/livret.pdf",
        "fichiers/01-tailler-une-haie/livret.docx",
        "licences/cc-by.txt",
        "licences/sans-licence.txt",
    }
    assert one.full_permalink in held["licences/cc-by.txt"].decode()
    assert "Copier." in held["licences/cc-by.txt"].decode()
    assert two.full_permalink in held["licences/sans-licence.txt"].decode()
    page = soup_of(held["sommaire.html"])
    assert page.html["lang"] == "fr"
    assert [title.get_text() for title in page.select("h2")] == [
        "1. Tailler une haie",
        "2. Un jardin",
    ]
    assert {link["href"] for link in page.select("li a")} < set(held)


def test_one_may_want_files_or_sheets_only(client):
    one = make_resource(title="Haie")
    make_file(one)
    assert not any(name.startswith("fiches") for name in take_archive(client, one, sheets=False))
    assert not any(name.startswith("fichiers") for name in take_archive(client, one, files=False))
    refused = client.post("/selection/telecharger/", {"f": codes.code_of(one.pk)})
    assert refused.status_code == 422
    assert "Choisissez ce que vous voulez emporter" in text(refused)


@pytest.mark.parametrize("f", ["", "zzzzz", "%00<script>", "." * 9000])
def test_an_empty_archive_is_refused_in_words(client, f):
    refused = client.post("/selection/telecharger/", {"f": f, "fiches": "on"})
    assert refused.status_code == 422
    assert "Aucune fiche" in text(refused)
    assert not Production.objects.exists()


def test_what_is_too_heavy_is_said_before_and_refused(client):
    one = make_resource()
    make_file(one)
    RecordFile.objects.update(size=300_000_000)
    assert "dépassent" in text(client.get(address_of(one)))
    demand = {"f": codes.code_of(one.pk), "fichiers": "on"}
    refused = client.post("/selection/telecharger/", demand)
    assert refused.status_code == 422
    assert "300,0 Mo" in text(refused)
    order_archive(client, one, files=False)


def test_only_versions_in_force_are_put(client):
    one = make_resource(title="Haie")
    make_file(one, data=b"%PDF-1.4 avant")
    latest = make_file(one, data=b"%PDF-1.4 apres")
    held = take_archive(client, one)
    given = [data for name, data in held.items() if name.startswith("fichiers")]
    with latest.file.open() as stored:
        assert given == [stored.read()]


def test_what_is_missing_is_written_in_the_contents_list(client):
    lost, closed = make_resource(title="Perdue"), make_resource(access_level="members")
    gone = make_resource()
    item = make_file(lost, "Livret")
    item.file.storage.delete(item.file.name)
    page = order_archive(client, lost, closed, gone)
    gone.unpublish()
    make_all()
    # Nothing is given of the moment before: it had been made after the withdrawal.
    held = take_archive_at(client, page)
    said = soup_of(held["sommaire.html"]).select_one("[aria-labelledby=manque]").get_text(" ")
    assert "Le fichier « Livret (PDF) » manque" in said.replace("\u00a0", " ")
    assert "réservée aux structures membres" in said
    assert "Une fiche choisie n’est plus disponible." in said
    assert gone.title not in held["sommaire.txt"].decode()


def test_a_record_withdrawn_after_the_making_is_out_before_the_file_is_given(client):
    one, two = make_resource(), make_resource(title="Retirée depuis")
    page = order_archive(client, one, two)
    make_all()
    two.unpublish()
    assert "nous refaisons" in text(client.get(f"{page}fichier"))
    make_all()
    held = take_archive_at(client, page)
    assert not any("Retirée depuis" in data.decode("utf-8", "replace") for data in held.values())


def test_nothing_left_to_give_says_so(client):
    one = make_resource()
    page = order_archive(client, one)
    one.unpublish()
    make_all()
    assert "n’est encore en ligne" in text(client.get(page))
    assert Production.objects.get().state == ProductionState.FAILED


def test_a_sheet_that_fails_leaves_the_rest(client, monkeypatch, caplog):
    def fail(content, edition):
        raise ValueError("panne")

    monkeypatch.setattr(making, "WRITERS", dict.fromkeys(making.WRITERS, fail))
    one = make_resource(title="Haie")
    make_file(one, "Livret")
    held = take_archive(client, one)
    assert "fichiers/01-haie/livret.pdf" in held
    assert "n’a pas pu être faite" in held["sommaire.txt"].decode()


def test_reserved_files_given_in_an_archive_are_noted(client):
    reserved, free = make_resource(access_level="members"), make_resource()
    make_file(reserved)
    make_file(free)
    client.force_login(make_user("member"))
    take_archive(client, reserved, free)
    assert [opening.label for opening in FileOpening.objects.all()] == [
        f"{reserved.title}, {reserved.files.get()}"
    ]


def test_a_right_lost_after_the_making_takes_the_archive_away(client):
    reserved, free = make_resource(access_level="members"), make_resource()
    make_file(reserved)
    user = make_user("member")
    client.force_login(user)
    page = order_archive(client, free, reserved)
    make_all()
    user.memberships.all().delete()
    assert "nous refaisons" in text(client.get(f"{page}fichier"))
    make_all()
    held = take_archive_at(client, page)
    assert not any(name.startswith("fichiers") for name in held)


def test_whoever_asks_too_often_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(views, "_limits", [lambda request: True])
    one = make_resource()
    demand = {"f": codes.code_of(one.pk), "fiches": "on"}
    assert client.post("/selection/telecharger/", demand).status_code == 429


# Names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Élagage à l’été", "elagage-a-l-ete"),
        ("CON", "fiche-con"),
        ("lpt1", "fiche-lpt1"),
        ("🦺", "fiche"),
        ("שלום", "fiche"),
        ("../../etc/passwd", "etcpasswd"),
        ('a:b*c?"<>|\\', "abc"),
        ("m" * 300, "m" * 48),
        ("a" * 47 + " b", "a" * 47),
    ],
)
def test_names_unpack_on_every_system(title, name):
    assert safe_name(title, "fiche") == name
    assert re.fullmatch(r"[a-z0-9_-]{1,54}", safe_name(title, "fiche"))


def test_the_same_name_never_comes_twice():
    names = Names()
    labels = (safe_name(label, "fiche") for label in ("Été", "ete", "ÉTÉ"))
    given = [names.give("fichiers", label, "pdf") for label in labels]
    assert given == ["fichiers/ete.pdf", "fichiers/ete-2.pdf", "fichiers/ete-3.pdf"]


def test_hostile_words_leave_a_sound_archive(client):
    title = "<b>{{ 7 }}</b> =cmd|' /C calc'!A0 🦺 \u202eשלום " + "x" * 150
    one = make_resource(title=title, summary="{% include 'x' %} & <script>")
    make_file(one, "../..\\con\u202e.pdf" + "y" * 100)
    held = take_archive(client, one)
    assert all(re.fullmatch(r"[a-z0-9_./-]{1,140}", name) for name in held)
    assert all(".." not in name for name in held)
    page = soup_of(held["sommaire.html"])
    assert not page.select("script, b")
    assert "{{ 7 }}" in page.get_text()
    assert "\u202e" not in held["sommaire.txt"].decode()
    assert held["sommaire.txt"].startswith(b"\xef\xbb\xbfSOMMAIRE")
