"""Everything can be done without a mouse; the filters work with htmx and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.places import PAGES
from tests.browser.visiting import Visit, wait_until

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement"


def focused(page, question: str):
    return page.evaluate(f"{FOCUSED}.{question}")


def tab_to(page, selector: str, limit: int = 60) -> None:
    """Press Tab until the focus is there; the focus must show."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            break
    else:
        raise AssertionError(f"Tab never reaches {selector}")
    shown = page.evaluate(
        f"(() => {{ const s = getComputedStyle({FOCUSED}); "
        "return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
    )
    assert shown, f"The focus does not show on {selector}"


def test_first_tab_leads_past_the_menus(visit):
    page = visit.go("/ressources/")
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert focused(page, "textContent") == "Aller au contenu"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert focused(page, "id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_menu_of_a_phone_opens_and_closes_with_the_keyboard(site, chromium):
    phone = Visit(chromium, site, viewport={"width": 360, "height": 740})
    page = phone.go("/")
    tab_to(page, ".menu--nav > summary")
    page.keyboard.press("Enter")
    first = page.locator(".menu--nav a").first
    assert first.is_visible()
    page.keyboard.press("Tab")
    assert focused(page, "textContent") == first.text_content()
    page.keyboard.press("Escape")
    assert not first.is_visible()
    assert page.evaluate(f"{FOCUSED}.matches('.menu--nav > summary')")
    phone.close()
    assert phone.faults == []


def test_file_is_downloaded_with_the_enter_key(visit):
    page = visit.go(PAGES["resource"])
    tab_to(page, "a.download")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    download = started.value
    assert download.suggested_filename.endswith(".pdf")
    with open(download.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"


def first_choice(page, param: str = "support"):
    return page.locator(f"#facette-{param} input[type=checkbox]").first


def count(page) -> int:
    return int(re.search(r"\d+", page.locator("#resultats-compte").inner_text()).group())


def test_filter_ticked_with_the_space_bar_changes_results_and_address_in_place(visit):
    page = visit.go("/recherche/")
    before = count(page)
    page.evaluate("window.stillHere = true")
    tab_to(page, "#facette-support > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#facette-support input[type=checkbox]", limit=1)
    value = focused(page, "value")
    page.keyboard.press("Space")
    page.wait_for_url(f"**support={value}**")
    expect(page.locator(".chip")).to_have_count(1)
    assert page.evaluate("window.stillHere"), "The page was loaded again."
    assert f"support={value}" in visit.path()
    assert 0 < count(page) < before
    assert first_checked(page) == [value]
    assert focused(page, "value") == value, "The focus was lost."
    assert str(count(page)) in page.locator("#annonce").inner_text()
    page.reload()
    assert first_checked(page) == [value]


def first_checked(page) -> list[str]:
    boxes = page.locator("#facette-support input:checked")
    return [box.get_attribute("value") for box in boxes.all()]


def test_back_button_returns_to_the_former_filters(visit):
    page = visit.go("/recherche/")
    before = count(page)
    page.locator("#facette-support > summary").click()
    first_choice(page).check()
    page.wait_for_selector(".chip")
    page.go_back()
    wait_until(page, f"document.querySelector('#resultats-compte').innerText.includes('{before}')")
    assert "support=" not in visit.path()


def test_chip_removes_its_filter(visit):
    page = visit.go("/recherche/?support=nettoyage-et-proprete&nature=ressource")
    chips = page.locator(".chip")
    expect(chips).to_have_count(2)
    tab_to(page, ".chip")
    page.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    page.get_by_role("link", name="Tout effacer").click()
    expect(chips).to_have_count(0)
    assert visit.path() == "/recherche/"


def test_filters_work_without_any_script(site, chromium):
    plain = Visit(chromium, site, java_script_enabled=False)
    page = plain.go("/recherche/")
    before = count(page)
    page.locator("#facette-support > summary").click()
    first_choice(page).focus()
    page.keyboard.press("Space")
    tab_to_without_script(page, "Afficher les résultats")
    page.keyboard.press("Enter")
    page.wait_for_url("**support=**")
    assert 0 < count(page) < before
    assert page.locator(".chip").count() == 1
    page.locator(".chip").click()
    page.wait_for_url(lambda url: "support=" not in url)
    assert count(page) == before
    plain.close()
    assert plain.faults == []


def tab_to_without_script(page, words: str) -> None:
    button = page.get_by_role("button", name=words)
    button.focus()
    assert button.is_visible()


@pytest.mark.parametrize(
    "path",
    ["/", "/glossaire/", "/cqp/", PAGES["referential"], PAGES["monograph"], PAGES["resource"]],
)
def test_page_can_be_read_without_any_script(site, chromium, path):
    plain = Visit(chromium, site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = plain.go(path)
    assert page.locator("h1").is_visible()
    for summary in page.locator("main details:not([open]) > summary").all()[:3]:
        if summary.is_visible():
            summary.click()
    assert page.locator("[data-needs-js]:visible").count() == 0
    plain.close()
    assert plain.faults == []


def test_theme_chosen_is_kept_from_page_to_page(visit):
    page = visit.go("/")
    page.get_by_role("button", name="Sombre").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    visit.go("/ressources/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert visit.context.cookies() == []
