"""A practice proposed without an account: interrupted, resumed, commented, completed, published."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.publishing import classify
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
ADDRESS = "encadrante-carnet@example.org"
TITLE = "Un carnet de photos pour apprendre la taille"
# Screen → its fields, as one types them.
TYPED = {
    "structure": {"name": "Les Ateliers du Fleuve", "city": "Saumur"},
    "practice": {"title": TITLE, "sentence": "Chaque équipe photographie ses gestes."},
    "audience": {"who": "Douze salariés en parcours."},
    "why": {"context": "Les consignes écrites ne passaient pas."},
    "objectives": {"objectives": "Montrer le geste juste\nDonner un support"},
    "steps": {"steps-0-title": "Photographier", "steps-0-text": "Cinq photos chacun."},
    "results": {"results": "Moins de tailles ratées"},
}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def links(database: Path) -> list[str]:
    """The links of the last mail written to the contributor."""
    with closing(sqlite3.connect(database)) as rows:
        (text,) = rows.execute(
            'SELECT text FROM members_outgoingmail WHERE "to" = ? ORDER BY id DESC', [ADDRESS]
        ).fetchone()
    return re.findall(r"https?://[^/\s]+(/\S+)", text)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def check(page: Page, axe: Axe) -> None:
    """Nothing wrong for axe, nothing beyond 320 px."""
    found = axe.run(page, options=AXE).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == [], page.url
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), page.url
    page.set_viewport_size(size)


def write(page: Page, fields: dict[str, str]) -> None:
    for name, words in fields.items():
        page.locator(f"#id_{name}").fill(words)


def ask(visit: Visit) -> None:
    """As a person: nobody types an address in less than two seconds."""
    page = visit.go("/monographies/")
    page.get_by_role("link", name="Vous avez une pratique à partager").click()
    page.locator("#id_email").fill(ADDRESS)
    press(page, "Recevoir mon lien")
    if page.get_by_role("button", name="Oui, envoyez-moi le lien").is_visible():
        press(page, "Oui, envoyez-moi le lien")
    expect(page.locator("h1")).to_have_text("Regardez vos courriels")


def begin(visit: Visit, database: Path, axe: Axe) -> None:
    """The first four screens, then out."""
    page = visit.go(links(database)[-1])
    page.get_by_role("link", name="Commencer", exact=True).click()
    for number, place in enumerate(list(TYPED)[:4]):
        page.wait_for_url(re.compile(f"/{place}/"))
        if number == 0:
            check(page, axe)
        write(page, TYPED[place])
        press(page, "Enregistrer et continuer" if number < 3 else "Enregistrer et sortir")
    expect(page.locator("main")).to_contain_text("C’est enregistré")


def resume(visit: Visit, database: Path, axe: Axe) -> None:
    """Another day, another browser: the link of the last mail brings everything back."""
    ask(visit)
    home = next(link for link in links(database))
    page = visit.go(home)
    expect(page.locator("h1")).to_have_text(TITLE)
    check(page, axe)
    page.get_by_role("link", name="Continuer", exact=True).click()
    for place in list(TYPED)[4:6]:
        page.wait_for_url(re.compile(f"/{place}/"))
        write(page, TYPED[place])
        press(page, "Enregistrer et continuer")
    visit.go(f"{home}results/")
    write(page, TYPED["results"])
    press(page, "Enregistrer et continuer")
    send(visit, home, axe)


def send(visit: Visit, home: str, axe: Axe) -> None:
    page = visit.go(f"{home}fichiers/")
    page.get_by_label("Qu’est-ce que c’est ?").fill("Carnet vierge")
    data = b"%PDF-1.4\ntrailer<<>>\n%%EOF"
    upload = {"name": "carnet.pdf", "mimeType": "application/pdf", "buffer": data}
    page.locator("#file").set_input_files(upload)
    press(page, "Joindre ce fichier")
    check(page, axe)
    page.get_by_role("link", name="Continuer", exact=True).click()
    check(page, axe)
    page.get_by_label("publiée sur ce site").check()
    page.locator("input[name=licence]").first.check()
    press(page, "Enregistrer et continuer")
    check(page, axe)
    press(page, "Envoyer ma proposition")
    press(page, "Oui, c’est relu : envoyer")
    expect(page.locator("h2").first).to_have_text("Nous lisons votre proposition")


def ask_more(editor: Visit, axe: Axe) -> str:
    """A comment under a field, sent; the address of the screen."""
    page = editor.go("/admin/propositions/")
    check(page, axe)
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_load_state()
    check(page, axe)
    screen = editor.path()
    field = page.locator("#audience-who")
    field.get_by_text("Demander quelque chose").click()
    field.locator("textarea").fill("Combien de femmes, combien d’hommes ?")
    page.get_by_role("button", name="Demander des compléments…").click()
    page.wait_for_url("**/decision/completer/")
    page.get_by_role("button", name="Demander des compléments").click()
    page.wait_for_url(f"**{screen}")
    return screen


def complete(visit: Visit, database: Path, axe: Axe) -> None:
    """From the mail to the very field, then back."""
    link = next(link for link in links(database) if "#question-who" in link)
    page = visit.go(link)
    expect(page.locator("main")).to_contain_text("Combien de femmes, combien d’hommes ?")
    check(page, axe)
    page.locator("#id_who").fill("Douze salariés, dont sept femmes.")
    press(page, "Enregistrer et continuer")
    visit.go(re.sub(r"audience/.*", "envoi/", link))
    press(page, "Renvoyer ma proposition")
    expect(page.locator("h2").first).to_have_text("Nous relisons vos compléments")


def accept_and_publish(editor: Visit, screen: str, axe: Axe) -> None:
    page = editor.go(screen)
    expect(page.locator("#audience-who ins")).to_contain_text("dont sept femmes")
    check(page, axe)
    page.get_by_role("button", name="Accepter…").click()
    page.wait_for_url("**/decision/accepter/")
    page.get_by_role("button", name="Accepter").click()
    page.wait_for_url(re.compile("/admin/pages/[0-9]+/edit/"))
    expect(page.locator("body")).to_contain_text("Proposée par Les Ateliers du Fleuve")
    classify(page)
    page.locator("[data-w-dropdown-target=toggle]").last.click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_load_state()


def test_from_the_link_to_the_published_page(chromium, site, database):
    axe = Axe()
    first, later, editor = Visit(chromium, site), Visit(chromium, site), Visit(chromium, site)
    editor.sign_in("editeur")
    ask(first)
    begin(first, database, axe)
    first.close()
    resume(later, database, axe)
    screen = ask_more(editor, axe)
    complete(later, database, axe)
    accept_and_publish(editor, screen, axe)
    address = next(link for link in links(database) if link.startswith("/monographies/"))
    page = later.go(address)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("dont sept femmes")
    assert [visit.faults for visit in (first, later, editor)] == [[], [], []]
    later.close()
    editor.close()
