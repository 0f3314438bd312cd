"""A livret made by a reader: two competencies, three evaluations, seen, taken, shared."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.visiting import Visit
from tests.drawings import png

pytestmark = pytest.mark.browser
LIVRET = "/referentiels/soixante/generer/livret-de-suivi/"


@pytest.fixture
def visit(site, chromium):
    visit = Visit(chromium, site)
    yield visit
    visit.close()


def words_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_a_livret_is_chosen_seen_taken_and_shared(visit, site, chromium):
    page = visit.go(LIVRET)
    page.get_by_role("button", name="Tout décocher").click()
    expect(page.locator("#resultats-compte")).to_contain_text("sans compétence cochée")
    page.locator("summary", has_text="Bloc 2").click()
    for code in ("A2.1.1", "A2.3.2"):
        page.get_by_label(code).check()
    page.get_by_label("Nombre d’évaluations").select_option("3")
    page.get_by_label("Nom de votre structure").fill("Les Jardins du Pont")
    page.get_by_label("Nom de votre structure").press("Tab")
    expect(page.locator("#resultats-compte")).to_contain_text("2 compétences")
    expect(page.locator(".paper")).to_contain_text("Les Jardins du Pont")
    page.wait_for_url("**/livret-de-suivi/?s=Les+Jardins+du+Pont&c=A2.1.1,A2.3.2")
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": png(200, 80)}
    page.get_by_label("Logo de votre structure").set_input_files(logo)
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF à imprimer").click()
    words = words_of(download.value.path())
    assert "A2.1.1" in words
    assert "A2.3.2" in words
    assert "A1.1.1" not in words
    assert "3. Avant le dossier de preuves" in words
    assert_accessible(page)
    assert visit.faults == []
    other = Visit(chromium, site, viewport={"width": 360, "height": 740})
    shared = other.go(visit.path())
    assert shared.locator('input[name="c"]:checked').count() == 2
    assert shared.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert other.faults == []
    other.close()


def test_without_scripts_the_buttons_ask_the_server(site, chromium):
    visit = Visit(chromium, site, java_script_enabled=False)
    page = visit.go(LIVRET)
    page.get_by_role("button", name="Tout décocher").click()
    assert visit.path() == f"{LIVRET}?c=aucune#apercu"
    page.locator("summary", has_text="Bloc 3").click()
    page.get_by_role("button", name="Tout le bloc A3").click()
    assert visit.path() == f"{LIVRET}?c=A3#apercu"
    with page.expect_download() as download:
        page.get_by_role("button", name="ODT à modifier").click()
    assert download.value.suggested_filename == "livret-de-suivi-soixante.odt"
    visit.close()
