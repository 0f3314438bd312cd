"""The paths of a person who writes: sign in, edit, preview, send a message."""

import sqlite3

import pytest

from tests.browser.visiting import wait_until

pytestmark = pytest.mark.browser


def test_message_is_kept_when_the_contact_form_is_sent(visit, database):
    page = visit.go("/contact/")
    page.locator("main input[type=radio]").first.check()
    page.get_by_label("Objet").fill("Une question")
    page.locator("textarea").fill("Où trouver le livret ?")
    page.get_by_label("Votre adresse électronique").fill("lectrice@example.org")
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**envoye=1**")
    assert page.locator("h1").is_visible()
    assert page.locator("main form").count() == 0
    with sqlite3.connect(database) as base:
        rows = base.execute("SELECT subject, email FROM portal_contactmessage").fetchall()
    base.close()
    assert ("Une question", "lectrice@example.org") in rows


def test_signed_in_editor_edits_a_referential_of_sixty_competencies(visit, database):
    page = visit.sign_in("editeur")
    with sqlite3.connect(database) as base:
        (number,) = base.execute(
            "SELECT id FROM wagtailcore_page WHERE slug = 'soixante'"
        ).fetchone()
    base.close()
    page.set_default_timeout(30_000)
    visit.go(f"/admin/pages/{number}/edit/")
    page.wait_for_selector("[data-contentpath='code']", state="attached")
    labels = page.locator("input[name^='tree-'][name*='competencies'][name$='-value-label']")
    assert labels.count() == 60
    title = page.locator("#id_title")
    title.fill("Référentiel de soixante compétences, relu")
    page.get_by_role("button", name="Enregistrer le brouillon").first.click()
    page.wait_for_load_state("load")
    visit.go(f"/admin/pages/{number}/view_draft/")
    assert "relu" in page.locator("h1").inner_text()
    assert page.locator(".competency").count() == 60
    visit.go("/referentiels/soixante/")
    assert "relu" not in page.locator("h1").inner_text()


def test_editor_opens_each_screen(visit):
    page = visit.sign_in("editeur")
    for path in (
        "",
        "pages/",
        "ressources/",
        "referentiels/",
        "monographies/",
        "snippets/catalogue/support/",
        "snippets/catalogue/recordfile/",
    ):
        response = page.goto(f"{visit.site}/admin/{path}")
        assert response.status == 200, path
        assert page.locator("main h1, main h2, header h1, header h2").count(), path


def test_signed_in_person_without_rights_is_told_so(visit):
    page = visit.sign_in("visiteur")
    visit.go("/admin/")
    assert "Vous ne pouvez pas ouvrir cette page" in page.locator("h1").inner_text()


def test_person_signs_out(visit):
    page = visit.sign_in("membre")
    assert page.get_by_role("heading", name="Mon espace").is_visible()
    page.get_by_text("Mon compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{visit.site}/")
    visit.go("/espace-membres/")
    assert "/compte/connexion/" in page.url


def test_editor_is_led_to_the_field_that_stops_the_publication(visit, database):
    page = visit.sign_in("editeur")
    with sqlite3.connect(database) as base:
        (number,) = base.execute("SELECT id FROM wagtailcore_page WHERE slug = 'agreee'").fetchone()
    base.close()
    page.set_default_timeout(30_000)
    visit.go(f"/admin/pages/{number}/edit/")
    page.get_by_role("tab", name="Avant de publier").click()
    finding = page.locator("[data-record-checks] li", has_text="La licence n’est pas choisie")
    finding.get_by_role("link").click()
    wait_until(page, "document.activeElement.id === 'id_licence'")
    assert page.locator("#id_licence").is_visible()
    page.locator("[data-w-dropdown-target='toggle']").last.click()
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url("**/controles/fiche/*/?refus=1")
    assert page.get_by_text("La fiche n’est pas publiée.").is_visible()
    page.get_by_role("link", name="Aller au champ : La licence").click()
    page.wait_for_url("**/edit/#id_licence")
    assert page.locator("#id_licence").is_visible()
