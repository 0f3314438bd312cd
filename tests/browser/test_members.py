"""The members' area in a browser: nothing wrong for a machine's eye, nothing wider than a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser

HOME = "/espace-membres/"
STRUCTURE = f"{HOME}structures/les-ateliers-du-fleuve-exemple/"
PAGES = (
    HOME,
    f"{HOME}demandes/",
    f"{HOME}rejoindre/?q=laon",
    f"{HOME}rejoindre/chantier-des-quatre-vents-exemple/",
    STRUCTURE,
    f"{STRUCTURE}presentation/",
    f"{STRUCTURE}personnes/",
    f"{STRUCTURE}invitations/",
    f"{STRUCTURE}quitter/",
)


@pytest.fixture(scope="module")
def member(site, chromium):
    visit = Visit(chromium, site, viewport={"width": 360, "height": 740})
    visit.sign_in("agree")
    yield visit
    visit.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits_a_phone(member, path):
    page = member.go(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    assert member.faults == []


def test_invitation_is_sent_and_taken_back_by_the_keyboard(member):
    page = member.go(f"{STRUCTURE}invitations/")
    page.get_by_label("Adresse électronique").fill("clavier@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’invitation est partie à clavier@example.org.")).to_be_visible()
    page.get_by_role("button", name="Reprendre l’invitation de clavier@example.org").press("Enter")
    expect(page.get_by_text("L’invitation est reprise")).to_be_visible()
    expect(page.get_by_text("Aucune invitation n’attend de réponse.")).to_be_visible()
