"""No fault of accessibility that a machine can find, on any type of page, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.places import PAGES
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
AXE = Axe()
# Dark colours change contrasts and nothing else.
SCHEMES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}


def faults_of(page, options: dict) -> list[str]:
    """Rule, and the first elements that break it."""
    options = options | {"resultTypes": ["violations"]}
    violations = AXE.run(page, options=options).response["violations"]
    return [
        f"{item['id']} ({item['impact']}, {len(item['nodes'])}): "
        + " | ".join(
            f"{' '.join(map(str, node['target']))} → {node['html'][:120]}"
            for node in item["nodes"][:3]
        )
        for item in violations
    ]


def assert_accessible(page) -> None:
    found = []
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in faults_of(page, options)]
    assert not found, "\n".join(found)


def test_faults_are_found_where_there_are_some(tour):
    """The judge is awake: a picture without words, a pale text in the dark."""
    page = tour.go("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', "
        '\'<img src="/static/x.png"><p class="pale">Pâle</p>\')'
    )
    page.evaluate(
        "Object.assign(document.querySelector('.pale').style, {color: '#777', background: '#888'})"
    )
    page.emulate_media(color_scheme="dark")
    assert faults_of(page, {})[0].startswith(("image-alt", "color-contrast"))
    assert faults_of(page, SCHEMES["dark"])[0].startswith("color-contrast")
    tour.faults.clear()


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_fault(tour, name):
    assert_accessible(tour.go(PAGES[name]))


def test_page_has_no_fault_on_a_phone(site, chromium):
    phone = Visit(chromium, site, viewport={"width": 360, "height": 740}, has_touch=True)
    for name in ("home", "resources", "monograph"):
        page = phone.go(PAGES[name])
        for fold in page.locator("details.menu--nav, details.facets").all():
            fold.locator("summary").first.click()
        assert_accessible(page)
    phone.close()
    assert phone.faults == []


def test_forms_with_errors_have_no_fault(tour):
    page = tour.go("/contact/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("main").get_by_role("button", name="Envoyer").click()
    page.wait_for_selector("#erreurs")
    assert_accessible(page)
    page = tour.go("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill("personne@example.org")
    page.get_by_label("Mot de passe").fill("faux")
    page.locator("main").get_by_role("button", name="Se connecter").click()
    page.wait_for_selector("#erreurs")
    assert_accessible(page)


def test_pages_for_people_who_signed_in_have_no_fault(visit):
    visit.sign_in("editeur")
    for path in ("/espace-membres/", "/composants/", "/ressources/reservee/"):
        assert_accessible(visit.go(path))
