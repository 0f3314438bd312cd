"""The file of a recueil: what it holds, for whom, and when it is made again."""

import io
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images.models import Image

from catalogue import access
from catalogue.models import Device, Production, ProductionState
from catalogue.productions.kinds import Cancelled, ProductionRefused
from editorial.compiling import composing, producing
from editorial.compiling.covers import picture_of
from editorial.compiling.gathering import book_of
from editorial.compiling.keeping import PART, RULES
from editorial.compiling.models import Compilation
from editorial.compiling.standing import GONE, standing_of
from editorial.tests.compiling import ANYBODY, make_compilation, make_practice
from exports.books.checking import page_faults
from exports.structure import faults_of
from members.models import FileOpening
from members.privacy.forgetting import anonymise
from tests.builders import READERS, make_resource, make_term, make_user
from tests.productions import make_all
from tests.structures import join, make_agreement, make_person, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SILENT = lambda done, total, sentence: None  # noqa: E731 (a report that says nothing)


def words(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = (page.get_textpage().get_text_range() for page in pdf)
        return " ".join(" ".join(pages).split())
    finally:
        pdf.close()


def asked(compilation, form="pdf") -> dict:
    return {"recueil": str(compilation.identifier), "forme": form}


def join_agreed(user) -> None:
    """Make somebody a person of an agreed structure."""
    structure = make_structure(is_adherent=True)
    join(structure, user)
    make_agreement(structure)


def order(client: Client, compilation, form="pdf") -> Production:
    client.post(f"/espace-membres/recueils/{compilation.identifier}/fabriquer/", {"forme": form})
    return Production.objects.get()


@pytest.fixture
def owner():
    return make_person()


@pytest.fixture
def browser(owner):
    client = Client()
    client.force_login(owner)
    return client


def test_a_recueil_of_three_records_is_whole_and_its_numbers_are_right(owner):
    records = [make_practice("Tailler"), make_practice("Monter", "Bâtir"), make_resource(title="R")]
    compilation = make_compilation(*records, owner=owner, foreword="Bonjour.\n\nÀ vous.")
    told = []
    made = producing.make(asked(compilation), owner, lambda *words: told.append(words))
    book = book_of(compilation, standing_of(compilation, owner), SILENT)
    assert faults_of(made.data, "Nos pratiques") == []
    assert page_faults(made.data, book) == []
    text = words(made.data)
    for part in (
        "Avant-propos Bonjour.",
        "D’où viennent ces pratiques",
        "Les chiffres du recueil",
        "Formation en situation de travail (AFEST),",
        "Structure de Tailler, Aisne,",
        "Jardinier,",
        "Sources et licences",
    ):
        assert part in text, part
    assert [done for done, _total, _sentence in told] == sorted(d for d, _t, _s in told)
    assert made.name == "nos-pratiques.pdf"


def test_the_glossary_defines_the_words_that_occur_and_no_other(owner):
    compilation = make_compilation(make_practice("Tailler"), owner=owner)
    Device.objects.filter(acronym="AFEST").update(definition="Apprendre en travaillant.")
    make_term(Device, "Jamais dit", definition="Absent.")
    book = book_of(compilation, standing_of(compilation, owner), SILENT)
    found = next(annex for annex in book.annexes if annex.key == "glossaire")
    entries = {word.plain: meaning.plain for word, meaning in found.blocks[0].entries}
    assert "Apprendre en travaillant." in entries["AFEST"]
    assert "Jamais dit" not in entries


def test_what_is_left_out_is_said_without_a_title_that_readers_may_not_know(owner):
    secret = make_practice("Secret", access_level="editors", hide_notice=True)
    closed = make_practice("Fermée", access_level="editors")
    compilation = make_compilation(make_practice("Une"), secret, closed, owner=owner)
    text = words(producing.make(asked(compilation), owner, SILENT).data)
    assert "Ce qui n’a pas pu entrer" in text
    assert f"Une fiche retirée : {GONE}" in text
    assert "Fermée : elle est réservée" in text
    assert "Secret" not in text


@pytest.mark.parametrize("reader", READERS)
def test_the_book_of_each_reader_holds_what_this_reader_may_open_and_no_more(reader):
    levels = [level.value for level in access.Level]
    records = [
        make_practice(f"Titre {level}", context=f"Corps {level}.", access_level=level)
        for level in levels
    ]
    user = make_user(reader)
    compilation = make_compilation(*records, with_reserved=True)
    book = repr(book_of(compilation, standing_of(compilation, user), SILENT))
    assert [level for level in levels if f"Corps {level}." in book] == [
        level for level in levels if level in access.levels_of(user)
    ]


def test_nothing_to_print_is_refused_with_a_reason(owner):
    with pytest.raises(ProductionRefused):
        producing.make(asked(make_compilation(owner=owner)), owner, SILENT)


def test_cancelling_stops_between_two_records_and_in_the_layout(owner):
    compilation = make_compilation(make_practice("Une"), owner=owner)
    for first in ("Lecture", "Mise en page"):

        def report(done, total, sentence, first=first):
            if sentence.startswith(first):
                raise Cancelled

        with pytest.raises(Cancelled):
            producing.make(asked(compilation), owner, report)


class TestFollowing:
    def test_the_owner_takes_the_file_and_nobody_else(self, browser, owner):
        compilation = make_compilation(make_practice("Une"), owner=owner)
        production = order(browser, compilation)
        assert order(browser, compilation) == production
        (made,) = make_all()
        assert made.state == ProductionState.READY
        address = f"{production.get_absolute_url()}fichier"
        answer = browser.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        other = Client()
        other.force_login(make_person())
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 404

    def test_a_reserved_record_taken_in_a_recueil_is_noted(self, browser, owner):
        join_agreed(owner)
        record = make_practice("Réservée", access_level="accredited")
        kept = make_compilation(record, make_practice("Une"), owner=owner, with_reserved=True)
        production = order(browser, kept)
        make_all()
        answer = browser.get(f"{production.get_absolute_url()}fichier")
        assert "Usage interne" in words(b"".join(answer.streaming_content))
        labels = FileOpening.objects.filter(user=owner).values_list("label", flat=True)
        assert list(labels) == ["Réservée, dans un recueil"]

    def test_a_record_unpublished_since_has_the_file_made_again_without_it(self, browser, owner):
        record = make_practice("Bientôt retirée")
        compilation = make_compilation(make_practice("Une"), record, owner=owner)
        production = order(browser, compilation)
        make_all()
        before = producing.mark(asked(compilation), owner)
        record.unpublish()
        assert producing.mark(asked(compilation), owner) != before
        address = f"{production.get_absolute_url()}fichier"
        assert "refaisons" in browser.get(address).content.decode()
        make_all()
        assert "Bientôt" not in words(b"".join(browser.get(address).streaming_content))

    def test_the_mark_changes_with_the_composition(self, owner):
        compilation = make_compilation(make_practice("Une"), owner=owner)
        before = producing.mark(asked(compilation), owner)
        assert producing.mark(asked(compilation), owner) == before
        composing.add(compilation, [make_practice("Deux")])
        assert producing.mark(asked(compilation), owner) != before

    def test_a_recueil_that_was_deleted_opens_to_nobody(self, owner):
        compilation = make_compilation(make_practice("Une"), owner=owner)
        parameters = asked(compilation)
        assert producing.may_open(parameters, owner)
        assert not producing.may_open(parameters, ANYBODY)
        compilation.delete()
        assert not producing.may_open(parameters, owner)
        assert producing.mark(parameters, owner) == ""


class TestPictures:
    def image(self, data: bytes) -> Image:
        """A picture of the bank whose stored file holds these bytes."""
        image = Image(title="Une haie")
        image.file.save("photo.png", ContentFile(b"x"), save=False)
        Path(image.file.path).write_bytes(data)
        return image

    def drawn(self, size=(40, 30)) -> bytes:
        target = io.BytesIO()
        Drawing.new("RGB", size).save(target, "PNG")
        return target.getvalue()

    def test_a_picture_is_written_again(self):
        picture = picture_of(self.image(self.drawn(size=(2_400, 10))), "JPEG")
        assert picture.mime == "image/jpeg"
        assert Drawing.open(io.BytesIO(picture.data)).width == 1_800

    @pytest.mark.parametrize(
        "data", [b"<svg onload='x'/>", b"", b"\x89PNG\r\n\x1a\n broken", b"GIF89a" + b"\0" * 30]
    )
    def test_what_is_no_picture_leaves_the_drawing(self, data):
        assert picture_of(self.image(data), "JPEG") is None

    def test_a_missing_or_giant_picture_leaves_the_drawing(self, monkeypatch):
        image = self.image(self.drawn())
        monkeypatch.setattr("editorial.compiling.covers.LARGEST", 10)
        assert picture_of(image, "PNG") is None
        image.file.storage.delete(image.file.name)
        assert picture_of(image, "PNG") is None
        assert picture_of(None, "PNG") is None


def test_recueils_of_people_are_told_and_forgotten_and_those_of_the_network_stay(owner):
    mine, network = make_compilation(owner=owner), make_compilation(title="Du réseau")
    (row,) = PART.rows(owner)
    assert row["titre"] == mine.title
    (rule,) = RULES
    Compilation.objects.update(touched_at=timezone.now() - timedelta(days=3_000))
    rule.apply(rule.rows())
    assert list(Compilation.objects.all()) == [network]


def test_a_person_who_leaves_takes_their_recueils_away(owner):
    make_compilation(owner=owner)
    network = make_compilation()
    anonymise(owner)
    assert list(Compilation.objects.all()) == [network]
