"""What comes out of the printer: the text whole, its head and its foot, nothing that one clicks."""

import re

import pypdfium2
import pytest

from tests.browser.places import PAGES
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
# Most pages that each may take, on the test corpus.
MOST = {
    "home": 3,
    "search, filters": 2,
    "resource": 3,
    "referential": 14,
    "matrix": 6,
    "monograph": 5,
    "contact": 1,
    "not found": 1,
}
FOR_THE_SCREEN = (
    "Aller au contenu",
    "Mentions légales",
    "Se connecter",
    "Envoyer",
    "Copier le lien",
    "Imprimer",
    "Tout effacer",
    "Revenir au référentiel",
    "Couleurs de l’écran",
)
# A real one, with criteria and resources; the longest of the corpus stands in PAGES.
REFERENTIAL = "/referentiels/espaces-verts/"
# Points: fifteen millimetres, less a hair.
MARGIN = 41


class Sheets:
    """The pages of a PDF: their words, and how far they go to the right."""

    def __init__(self, data: bytes) -> None:
        pdf = pypdfium2.PdfDocument(data)
        self.texts, self.overflow = [], []
        for page in pdf:
            text = page.get_textpage()
            self.texts.append(flat(text.get_text_range()))
            edges = [text.get_rect(i)[2] for i in range(text.count_rects())]
            self.overflow.append(max(edges, default=0) - page.get_width() + MARGIN)
            text.close()
            page.close()
        pdf.close()

    @property
    def all(self) -> str:
        return " ".join(self.texts)


def flat(text: str) -> str:
    """Words as they follow, whatever the lines and the spaces between them."""
    return re.sub(r"[\s\ufffe]+", " ", text)


def printed(page) -> Sheets:
    return Sheets(page.pdf(prefer_css_page_size=True))


@pytest.mark.parametrize("name", MOST)
def test_paper_has_the_title_the_foot_and_no_control(tour, name):
    page = tour.go(PAGES[name])
    title = flat(page.locator("h1").inner_text()).strip()
    sheets = printed(page)
    count = len(sheets.texts)
    assert title in sheets.texts[0]
    assert 1 <= count <= MOST[name]
    assert [words for words in FOR_THE_SCREEN if words in sheets.all] == []
    for number, text in enumerate(sheets.texts, start=1):
        assert f"page {number} / {count}" in text
        assert PAGES[name].split("?")[0] in text.replace(" ", "")
        assert len(text) > 150, f"page {number}: {text}"
    assert max(sheets.overflow) <= 0


def test_what_was_asked_of_a_list_is_said_on_paper(tour):
    sheets = printed(tour.go(PAGES["search, filters"]))
    assert "Support de production : Nettoyage et propreté" in sheets.all
    assert "support=nettoyage-et-proprete" in sheets.all
    assert "Retirer" not in sheets.all


def test_paper_says_which_page_of_a_list_it_is(tour):
    sheets = printed(tour.go("/recherche/?page=2"))
    assert "la page 2 de la liste" in sheets.all


def test_a_long_table_begins_on_the_first_page_and_repeats_its_head(tour):
    sheets = printed(tour.go(f"{REFERENTIAL}matrice/"))
    assert len(sheets.texts) > 1
    assert all("Compétence Enseigner" in text for text in sheets.texts)


@pytest.mark.parametrize("scripts", [True, False])
def test_closed_parts_are_printed_open_with_or_without_a_script(site, chromium, scripts):
    visitor = Visit(chromium, site, java_script_enabled=scripts)
    page = visitor.go(REFERENTIAL)
    hidden = page.locator("details:not([open]) .ticks li").last
    words = flat(hidden.text_content())
    assert words in printed(page).all
    visitor.close()


def test_a_word_without_end_stays_on_the_sheet(tour):
    sheets = printed(tour.go(f"/recherche/?q={'x' * 120}"))
    assert "x" * 120 in sheets.all.replace(" ", "")
    assert max(sheets.overflow) <= 0


def test_a_form_leaves_room_to_write(tour):
    page = tour.go(PAGES["contact"])
    page.emulate_media(media="print")
    heights = [node.bounding_box()["height"] for node in page.locator(".field textarea").all()]
    page.emulate_media(media="screen")
    # Forty-five millimetres.
    assert heights
    assert min(heights) >= 170
