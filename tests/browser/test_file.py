"""An agreement file in a real browser: two sittings, two people, the accessibility judge."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
PLACE = "/espace-membres/structures/chantier-des-quatre-vents-exemple/agrement/"
WORDS = "Un atelier de 200 m², et une salle à côté."
PDF = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 exemple"}


def file_of(page: Page) -> str:
    """The address of the structure's only file."""
    return page.get_by_role("link", name=re.compile("^Dossier AGR-")).get_attribute("href")


@pytest.fixture(scope="module")
def referent(tour):
    tour.sign_in("membre")
    tour.file = file_of(tour.go(PLACE))
    return tour


@pytest.mark.parametrize(
    "place", ["", "competences/", "network/", "supports/", "pieces/", "relire/"]
)
def test_pages_of_a_file_have_no_fault_and_no_sideways_scrolling(referent, place):
    page = referent.go(referent.file + place)
    assert_accessible(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_people_write_the_same_section_and_nothing_is_lost(referent, chromium, site):
    page = referent.go(f"{referent.file}planning/")
    page.get_by_label("Comment adaptez-vous").fill("Deux groupes se relaient.")
    expect(page.locator("#etat")).to_contain_text("Enregistré à")
    other = Visit(chromium, site)
    other.sign_in("membre")
    there = other.go(f"{referent.file}planning/")
    there.get_by_label("Comment adaptez-vous").fill("Trois groupes.")
    there.get_by_role("button", name="Enregistrer", exact=True).click()
    other.close()
    page.get_by_label("Comment adaptez-vous").fill("Quatre groupes.")
    expect(page.locator("#etat")).to_contain_text("enregistrée ailleurs")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".theirs")).to_contain_text("Trois groupes.")
    expect(page.get_by_label("Comment adaptez-vous")).to_have_value("Quatre groupes.")
    # The save that was refused is the only thing the console speaks of.
    assert all("409" in fault for fault in referent.faults)
    referent.faults.clear()


def fill_everything(page: Page) -> None:
    """What a section asks and does not hold yet, as a person would."""
    for area in page.locator(".question textarea").all():
        area.fill(area.input_value() or "Une réponse courte.")
    for number in page.locator(".question input[inputmode=numeric]").all():
        number.fill("12")
    for line in page.locator(".question input[type=text]:not([inputmode])").all():
        line.fill(line.input_value() or "Une réponse")
    for choice in page.locator(".question:has(input[type=radio])").all():
        choice.locator("input[type=radio]").first.check()
    boxes = page.locator(".question input[type=checkbox]")
    if boxes.count():
        boxes.first.check()
    page.get_by_role("button", name="Enregistrer et continuer").click()


def join_documents(page) -> None:
    for kind in ("commitment", "recognition", "referents", "training_body", "planning"):
        page.locator(f"#fichier-{kind}").set_input_files(PDF)
        page.locator(f"#question-{kind} button").click()
        expect(page.locator(f"#question-{kind} .alert--success")).to_be_visible()


def test_a_file_is_filled_over_two_sittings_then_submitted(chromium, site):
    first = Visit(chromium, site)
    first.sign_in("membre")
    address = file_of(first.go(PLACE))
    page = first.go(f"{address}means/")
    page.get_by_label("Où se passent la production").fill(WORDS)
    expect(page.locator("#etat")).to_contain_text("Enregistré à")
    # Interrupted: the browser is closed without a button.
    first.close()
    assert first.faults == []

    second = Visit(chromium, site)
    second.sign_in("membre")
    page = second.go(address)
    page.get_by_role("link", name="Vos locaux et vos moyens").click()
    expect(page.get_by_label("Où se passent la production")).to_have_value(WORDS)
    for place in ("supports/", "means/", "planning/"):
        second.go(address + place)
        fill_everything(page)
    expect(page).to_have_url(re.compile("/pieces/$"))
    join_documents(page)
    page.get_by_role("link", name="Relire le dossier").click()
    expect(page.locator("#means")).to_contain_text(WORDS)
    page.get_by_role("link", name="Déposer le dossier").click()
    page.get_by_role("button", name="Déposer le dossier").click()
    expect(page.locator("main")).to_contain_text("Dossier déposé")
    expect(page.locator("main")).to_contain_text("Rien à faire pour l’instant")
    second.close()
    assert second.faults == []
