"""What the search fields propose as one types: with the keyboard, a mouse, a finger, or nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_layout import TOO_WIDE
from tests.browser.visiting import Visit, wait_until

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
FETCHED = "**/recherche/suggestions/*"


def field_of(page, name: str = "site"):
    return page.locator(f"#recherche-{name}")


def options_of(page, name: str = "site"):
    return page.locator(f"#recherche-{name}-liste [role=option]")


def type_words(page, words: str = "livr", name: str = "site"):
    """Type as a person does, and wait for the suggestions."""
    field_of(page, name).click()
    field_of(page, name).press_sequentially(words, delay=15)
    expect(options_of(page, name).first).to_be_visible()
    return field_of(page, name), options_of(page, name)


def assert_active(field, option) -> None:
    """The option is the one that a screen reader reads, and the only one chosen."""
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    expect(option.page.locator("[role=option][aria-selected=true]")).to_have_count(1)


# With the keyboard


def test_arrows_home_and_end_walk_through_the_suggestions(visit):
    page = visit.go("/glossaire/")
    field, options = type_words(page)
    expect(field).to_have_attribute("aria-expanded", "true")
    suggested = page.locator("#recherche-site-liste [role=group] [role=option]").count()
    assert 0 < suggested == options.count() - 1
    assert re.fullmatch(rf"{suggested} suggestions?", page.locator("#annonce").inner_text())
    for key, expected in (
        ("ArrowDown", options.first),
        ("ArrowDown", options.nth(1)),
        ("ArrowUp", options.first),
        ("ArrowUp", options.last),
        ("ArrowDown", options.first),
        ("End", options.last),
        ("Home", options.first),
    ):
        page.keyboard.press(key)
        assert_active(field, expected)
    expect(field).to_have_value("livr")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert field.get_attribute("aria-activedescendant") is None


def test_escape_closes_and_enter_follows_the_chosen_suggestion(visit):
    page = visit.go("/glossaire/")
    field, options = type_words(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    expect(field).to_have_value("livr")
    page.keyboard.press("ArrowDown")
    assert_active(field, options.first)
    address = options.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_enter_without_a_choice_sends_the_words(visit):
    page = visit.go("/glossaire/")
    type_words(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=livr")
    expect(field_of(page, "page")).to_have_value("livr")


def test_last_suggestion_leads_to_all_results(visit):
    page = visit.go("/glossaire/")
    _field, options = type_words(page)
    expect(options.last).to_contain_text("Tout voir pour «\u00a0livr\u00a0»")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=livr")


def test_tab_closes_the_list_and_goes_to_the_button(visit):
    page = visit.go("/glossaire/")
    _field, options = type_words(page)
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()
    expect(page.locator(".site-search button")).to_be_focused()


def test_word_of_the_glossary_is_reached_from_its_own_page(visit):
    page = visit.go("/glossaire/")
    field, options = type_words(page, "pmsm")
    option = page.locator("#recherche-site-liste a[href*='/glossaire/#']").first
    option.click()
    page.wait_for_url("**/glossaire/#mot-*")
    expect(options.first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")


# With a mouse or a finger


def test_suggestion_is_followed_by_a_click_and_closed_by_a_click_elsewhere(visit):
    page = visit.go("/")
    _field, options = type_words(page, name="accueil")
    page.locator("h1").click()
    expect(options.first).to_be_hidden()
    page.keyboard.press("Escape")
    field_of(page, "accueil").press("ArrowDown")
    address = options.first.get_attribute("href")
    options.first.click()
    page.wait_for_url(f"**{address}")


def test_suggestions_of_a_phone_are_large_and_fit_its_width(site, chromium):
    phone = Visit(chromium, site, **PHONE)
    for path, name in (("/glossaire/", "site"), ("/", "accueil"), ("/recherche/", "page")):
        page = phone.go(path)
        _field, options = type_words(page, name=name)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(TOO_WIDE) == []
        assert min(option.bounding_box()["height"] for option in options.all()) >= 44
    address = options.first.get_attribute("href")
    options.first.tap()
    page.wait_for_url(f"**{address}")
    phone.close()
    assert phone.faults == []


# What travels


def test_nothing_is_loaded_before_a_reader_enters_the_field(visit):
    page = visit.go("/glossaire/")
    assert page.evaluate("window.htmx === undefined")
    field_of(page).click()
    wait_until(page, "window.htmx !== undefined")


def test_one_letter_asks_nothing_fast_words_ask_once_and_escape_nothing_more(visit):
    page = visit.go("/glossaire/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field_of(page).click()
    wait_until(page, "window.htmx !== undefined")
    asked.clear()
    field_of(page).press_sequentially("l")
    page.wait_for_timeout(400)
    assert asked == []
    type_words(page, "ivret")
    assert [url.rpartition("/")[2] for url in asked] == ["?q=livret"]
    asked.clear()
    field_of(page).press_sequentially("s")
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert asked == []
    expect(page.locator("#recherche-site-liste")).to_be_hidden()


def test_late_answer_never_replaces_a_newer_one(visit):
    page = visit.go("/glossaire/")
    first, held = re.compile(r"\?q=li$"), []
    page.route(first, lambda route: held.append(route))
    field_of(page).click()
    with page.expect_request(first):
        field_of(page).press_sequentially("li")
    _field, options = type_words(page, "vret")
    held[0].fulfill(body='<a role="option">trop tard</a>', content_type="text/html")
    page.wait_for_timeout(300)
    expect(options.last).to_contain_text("livret")


def test_failing_network_shows_nothing_and_the_form_still_works(visit):
    page = visit.go("/glossaire/")
    page.route(FETCHED, lambda route: route.abort())
    field_of(page).click()
    with page.expect_event("requestfailed"):
        field_of(page).press_sequentially("livret")
    expect(page.locator("#recherche-site-liste")).to_be_hidden()
    assert page.locator("#annonce").inner_text() == ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=livret")
    visit.faults.clear()


def test_words_that_suggest_nothing_open_no_list(visit):
    page = visit.go("/glossaire/")
    field_of(page).click()
    with page.expect_response(FETCHED):
        field_of(page).press_sequentially("zzzzzz")
    expect(page.locator("#annonce")).to_have_text("Aucune suggestion")
    expect(field_of(page)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#recherche-site-liste")).to_be_hidden()


def test_open_suggestions_have_no_fault(visit):
    page = visit.go("/recherche/?q=livret")
    field_of(page, "page").fill("")
    type_words(page, name="page")
    page.keyboard.press("ArrowDown")
    assert_accessible(page)
