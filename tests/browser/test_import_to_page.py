"""From a fiche dropped by an editor to its public page, in a real browser."""

import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, environment
from tests.browser.publishing import classify
from tests.browser.test_accessibility import assert_accessible
from tests.documents import saved

pytestmark = pytest.mark.browser
TITLE = "Un verger pour apprendre la taille"
# A term of the vocabularies of the demonstration, that the story calls for.
TERM = "Nettoyage et propreté"
STORY = {
    "Contexte": [
        "La commune prêtait un terrain. L’équipe de nettoyage et propreté y travaille l’hiver."
    ],
    "Objectifs": ["Apprendre la taille des fruitiers", "Huit personnes savent tailler seules"],
    "Mise en œuvre": ["Repérer les arbres. On marque d’un ruban ceux que l’on garde."],
    "Leviers": ["Un encadrant qui a été arboriculteur"],
}


def fiche() -> dict:
    """A Word file of our own words, as the browser sends it."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for heading, texts in STORY.items():
        document.add_heading(heading, 1)
        for text in texts:
            document.add_paragraph(text)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "verger.docx", "mimeType": kind, "buffer": saved(document)}


def do_the_background_work(folder: Path) -> None:
    """What waits in the queue of tasks, as the second process of the site does it."""
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--verbosity", "0"]
    for _try in range(3):
        done = subprocess.run(  # noqa: S603 (our own interpreter)
            command, cwd=ROOT, env=environment(folder), capture_output=True, text=True
        )
        # The package's worker gives up when the database is busy.
        if "database is locked" not in done.stderr:
            break
    assert done.returncode == 0, done.stderr[-3000:]


def import_it(page: Page, folder: Path) -> None:
    page.get_by_label("Fichiers PDF, Word, ODT ou texte").set_input_files([fiche()])
    expect(page.locator(".import-chosen")).to_contain_text("verger.docx")
    assert_accessible(page)
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    do_the_background_work(folder)
    expect(page.locator(".import-title")).to_contain_text(TITLE, timeout=20_000)
    assert_accessible(page)
    page.get_by_role("link", name="Relire à côté de la source").click()
    page.wait_for_url(re.compile(r"/relire/\d+/$"))


def section(page: Page, label: str):
    """A section of the draft, by its title."""
    return page.get_by_role("region", name=label, exact=True)


def move_a_passage(page: Page) -> None:
    """What was written under « Objectifs » is a result: one click on it, one on its section."""
    passage = page.locator(".beside-passage", has_text="savent tailler seules")
    passage.locator(".beside-text").click()
    page.locator(".beside-form").get_by_role("button", name="Résultats", exact=True).click()
    expect(section(page, "Résultats")).to_contain_text("savent tailler seules")
    expect(section(page, "Objectifs")).not_to_contain_text("savent tailler seules")


def accept_a_term(page: Page) -> None:
    term = page.locator(".beside-term", has=page.get_by_text(TERM, exact=True))
    term.get_by_role("button", name="Accepter").click()
    expect(page.locator(".beside-term--accepted strong")).to_have_text(TERM)


def rewrite_the_summary(page: Page, words: str) -> None:
    section(page, "Résumé").get_by_role("link", name="Modifier").click()
    page.get_by_role("textbox", name=re.compile("^Résumé")).fill(words)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(section(page, "Résumé")).to_contain_text(words)


def publish(page: Page) -> None:
    """From the menu of the green button."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("publié")


def test_from_the_drop_of_a_word_file_to_the_public_page(visit, database):
    page = visit.sign_in("editeur")
    page.set_default_timeout(30_000)
    visit.go("/admin/")
    page.get_by_role("link", name="Importer des fiches").first.click()
    import_it(page, database.parent)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    move_a_passage(page)
    accept_a_term(page)
    rewrite_the_summary(page, "Huit salariés apprennent à tailler dans un verger prêté.")
    page.get_by_role("link", name="Ouvrir dans l’éditeur").click()
    expect(page.get_by_text("Fiche importée de « verger.docx »")).to_be_visible()
    classify(page)
    publish(page)
    visit.go("/monographies/un-verger-pour-apprendre-la-taille/")
    main = page.locator("main")
    expect(main).to_contain_text("Huit salariés apprennent à tailler")
    expect(main).to_contain_text("Huit personnes savent tailler seules")
    expect(main).to_contain_text(TERM)
