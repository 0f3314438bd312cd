"""The page of results: one clear field, filters that stay, answers around the results."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_layout import TOO_WIDE
from tests.browser.test_suggestions import PHONE, field_of
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser


def chosen(page) -> list[str]:
    boxes = page.locator("#recherche-filtres input")
    return [f"{box.get_attribute('name')}={box.get_attribute('value')}" for box in boxes.all()]


def test_filters_stay_from_page_to_page_and_in_a_new_search(visit):
    page = visit.go("/recherche/?nature=ressource")
    page.locator(".pager [rel=next]").click()
    page.wait_for_url("**page=2**")
    assert "nature=ressource" in visit.path()
    field_of(page, "page").fill("livret")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=livret**")
    assert "nature=ressource" in visit.path()
    assert "page=" not in visit.path()
    expect(page.locator(".chip")).to_have_count(1)


def test_box_just_ticked_stays_in_a_new_search(visit):
    page = visit.go("/recherche/?nature=ressource")
    page.locator("#facette-support > summary").click()
    box = page.locator("#facette-support input[type=checkbox]").first
    value = box.get_attribute("value")
    box.check()
    expect(page.locator(".chip")).to_have_count(2)
    assert sorted(chosen(page)) == ["nature=ressource", f"support={value}"]
    field_of(page, "page").fill("livret")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=livret**")
    assert {"nature=ressource", f"support={value}"} <= set(visit.path().split("?")[1].split("&"))


def test_search_works_without_any_script(site, chromium):
    plain = Visit(chromium, site, java_script_enabled=False, **PHONE)
    page = plain.go("/glossaire/")
    field_of(page).fill("livret")
    assert page.locator("[role=listbox]:visible").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=livret")
    expect(page.locator("h1")).to_contain_text("livret")
    assert page.locator(".results .card").count() > 0
    plain.go("/recherche/?nature=monographie&q=livret")
    field_of(page, "page").fill("entreprise")
    page.locator(".page-search button").click()
    page.wait_for_url("**q=entreprise**")
    assert "nature=monographie" in plain.path()
    plain.close()
    assert plain.faults == []


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "wide"])
def test_page_of_results_shows_one_field(site, chromium, options):
    visitor = Visit(chromium, site, **options)
    page = visitor.go("/recherche/?q=livret")
    fields = page.locator("input[name=q]:visible")
    expect(fields).to_have_count(1)
    expect(fields).to_have_value("livret")
    expect(fields).to_have_accessible_name("Que cherchez-vous\u00a0?")
    visitor.close()
    assert visitor.faults == []


def test_every_block_around_the_results_has_no_fault_on_a_phone(site, chromium):
    phone = Visit(chromium, site, **PHONE)
    phone.sign_in("editeur")
    page = phone.go("/composants/")
    notices = (".search-notice--try", ".search-notice--plain", ".card__where")
    shown = (".answer", ".picks", ".card--competence", ".card--glossaire", *notices)
    assert [block for block in shown if not page.locator(block).first.is_visible()] == []
    assert_accessible(page)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(TOO_WIDE) == []
    phone.close()
    assert phone.faults == []


def test_word_of_the_glossary_gets_its_definition_before_the_results(visit):
    page = visit.go("/recherche/?q=aci")
    answer = page.locator(".answer")
    expect(answer.locator("dfn")).to_have_text("ACI")
    assert answer.bounding_box()["y"] < page.locator(".results").bounding_box()["y"]
    page.get_by_role("link", name="Voir dans le glossaire").click()
    page.wait_for_url("**/glossaire/#mot-aci")


def test_typing_mistake_gets_near_results_and_better_words(visit):
    page = visit.go("/recherche/?q=compétance&nature=ressource")
    expect(page.locator(".results")).to_contain_text("Rien ne correspond exactement.")
    page.locator(".search-notice--try a").click()
    page.wait_for_url("**/recherche/?*comp*tence*")
    assert "nature=ressource" in visit.path()
    expect(page.locator(".search-notice")).to_have_count(0)
    expect(page.locator(".results mark").first).to_be_visible()


def test_competencies_and_words_stand_among_the_results(visit):
    page = visit.go("/recherche/?q=nettoyer")
    expect(page.locator(".results .card--competence").first).to_be_visible()
    page.locator("#facette-nature").get_by_label("Compétence").check()
    page.wait_for_url("**nature=competence**")
    expect(page.locator(".results .card--ressource")).to_have_count(0)
    page.locator(".results .card--competence a").first.click()
    page.wait_for_url("**/competences/**")
