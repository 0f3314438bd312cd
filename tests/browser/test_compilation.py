"""A recueil composed in a browser without any script, then looked at as a machine would."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
HOME = "/espace-membres/recueils/"


@pytest.fixture(scope="module")
def member(site, chromium):
    phone = {"width": 360, "height": 740}
    visit = Visit(chromium, site, viewport=phone, java_script_enabled=False)
    visit.sign_in("agree")
    yield visit
    visit.context.close()


@pytest.fixture(scope="module")
def scripted(site, chromium):
    visit = Visit(chromium, site, viewport={"width": 360, "height": 740})
    visit.sign_in("agree")
    yield visit
    visit.context.close()


def test_a_recueil_is_composed_and_ordered_without_any_script(member, scripted):
    page = member.go(HOME)
    page.get_by_label("Titre du recueil").fill("Nos pratiques")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Thématique").select_option(index=1)
    page.get_by_role("button", name="Chercher", exact=True).click()
    boxes = page.locator("input[name=fiche]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Ajouter les fiches cochées").first.click()
    expect(page.get_by_text("2 fiches ajoutées.")).to_be_visible()
    page.get_by_role("link", name="2. Mettre en ordre").click()
    titles = page.locator(".recueil-item__title")
    before = titles.all_inner_texts()
    page.locator(".recueil-button:enabled", has_text="Descendre").first.click()
    expect(titles.first).to_have_text(before[1])
    page.get_by_role("link", name="4. Aperçu et fichier").click()
    expect(page.get_by_text("2 fiches", exact=False).first).to_be_visible()
    home = re.sub(r"apercu/$", "", page.url.removeprefix(member.site))
    page.get_by_role("button", name="Faire le PDF").click()
    expect(page).to_have_url(re.compile(r"/productions/"))
    assert member.faults == []
    # The machine that looks for faults is a script: it looks with another browser.
    for screen in ("", "ajouter/", "couverture/", "apercu/"):
        shown = scripted.go(f"{home}{screen}")
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(shown)
    assert scripted.faults == []
