"""Choosing records, sharing the selection, taking it away: with a script, and without any."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.archives import opened
from tests.browser.conftest import ROOT, environment
from tests.browser.test_accessibility import assert_accessible
from tests.browser.test_layout import TOO_WIDE
from tests.browser.test_suggestions import PHONE
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
MAKE = """
import django; django.setup()
from catalogue.productions import worker
while worker.make_next(): pass
"""


def make_what_waits(folder: Path) -> None:
    """As the background process of the site does it."""
    command = [sys.executable, "-c", MAKE]
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]


def titles(page: Page, within: str = ".selection") -> list[str]:
    return page.locator(f"{within} .card__title").all_inner_texts()


def buttons(page: Page):
    return page.locator("#resultats [data-select]")


def take(page: Page, what: str) -> dict[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Télécharger")).click()
    assert download.value.suggested_filename == what
    return opened(Path(download.value.path()).read_bytes())


def move_up(page: Page, title: str) -> None:
    page.get_by_role("link", name=f"Monter « {title} »").click()
    expect(page.locator(".selection .card__title").nth(1)).to_have_text(title)


def friend_keeps(friend: Visit, address: str, expected: list[str]) -> None:
    """What somebody else does of the address, on a telephone."""
    page = friend.go(address)
    assert titles(page) == expected
    assert not page.evaluate(TOO_WIDE)
    assert_accessible(page)
    page.get_by_role("button", name="La garder comme la mienne").click()
    expect(page.locator("[data-selection-number]")).to_have_text(str(len(expected)))
    expect(page.locator("[data-selection-other]")).to_be_hidden()
    friend.close()
    assert friend.faults == []


def order_files(page: Page) -> None:
    page.get_by_label("Les fiches, en PDF").uncheck()
    page.get_by_role("button", name="Préparer l’archive ZIP").click()
    page.wait_for_url("**/productions/**")


def empty(page: Page) -> None:
    page.get_by_role("link", name="Tout retirer").click()
    expect(page.locator("h1")).to_have_text("Ma sélection est vide")
    expect(page.locator("[data-selection-link]")).to_be_hidden()


def test_three_records_are_chosen_shared_and_taken_away(visit, site, chromium, database):
    page = visit.go("/ressources/?tri=titre")
    wanted = titles(page, "#resultats")[:3]
    for number in range(3):
        buttons(page).nth(number).click()
    expect(page.locator("#annonce")).to_have_text("Fiche ajoutée. Votre sélection : 3 fiches.")
    # It follows the reader from page to page, and from filter to filter, without a cookie.
    page.locator("#facette-support input").first.check()
    page.wait_for_url("**support=**")
    page.goto(f"{site}/monographies/")
    assert visit.context.cookies() == []
    page.get_by_role("link", name="Ma sélection : 3 fiches").click()
    page.wait_for_url("**/selection/?f=*")
    assert titles(page) == wanted
    assert_accessible(page)

    move_up(page, wanted[2])
    shared = page.url.removeprefix(site)
    friend_keeps(Visit(chromium, site, **PHONE), shared, [wanted[0], wanted[2], wanted[1]])
    order_files(page)
    assert_accessible(page)
    make_what_waits(database.parent)
    # The page shows itself anew.
    expect(page.get_by_text("Votre document est prêt")).to_be_visible(timeout=15_000)
    assert_accessible(page)
    held = take(page, "selection-3-fiches.zip")
    assert sum(name.startswith("fichiers/") for name in held) >= 3
    assert visit.context.cookies() == []
    empty(visit.go(shared))


def test_the_same_without_any_script(site, chromium, database):
    plain = Visit(chromium, site, java_script_enabled=False, accept_downloads=True)
    page = plain.go("/ressources/?tri=titre")
    wanted = titles(page, "#resultats")[:2]
    for number in range(2):
        buttons(page).nth(number).click()
        page.wait_for_url(f"**selection=*{'.*' * number}")
    page.locator(".card__title a", has_text=wanted[1]).click()
    page.locator("main .select", has_text="Dans ma sélection").wait_for()
    page.go_back()
    page.get_by_role("link", name="Ma sélection : 2 fiches").click()
    assert titles(page) == wanted
    # From the page of the selection, one goes on choosing.
    page.get_by_label("Que cherchez-vous").fill("livret")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.wait_for_url("**selection=*")
    page.locator("#resultats .select:not(.select--chosen)").first.click()
    page.get_by_role("link", name="Ma sélection : 3 fiches").click()
    order_files(page)
    make_what_waits(database.parent)
    page.reload()
    assert "sommaire.html" in take(page, "selection-3-fiches.zip")
    assert plain.context.cookies() == []
    plain.close()
    assert plain.faults == []
