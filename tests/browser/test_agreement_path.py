"""The whole path of an agreement, as its people walk it: from the invitation to the suspension."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from members.tests.signing import code_of
from tests.browser.places import REFUSED
from tests.browser.test_file import fill_everything, join_documents
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
WHO, WORDS = "nouvelle-referente@example.org", "quatre mots bien longs"
RESERVED = f"/fichiers/{REFUSED}/agreee-livret.pdf"


def last_link(database: Path, address: str) -> str:
    """The link of the last mail written to this address, as the queue holds it."""
    with closing(sqlite3.connect(database)) as rows:
        (text,) = rows.execute(
            'SELECT text FROM members_outgoingmail WHERE "to" = ? ORDER BY id DESC', [address]
        ).fetchone()
    return re.search(r"https?://[^/]+(/\S+)", text)[1]


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


class People:
    """The three people of this story, each in their own browser."""

    def __init__(self, chromium, site: str, database: Path):
        self.database = database
        self.certifier = Visit(chromium, site)
        self.referent = Visit(chromium, site)
        self.passer_by = Visit(chromium, site)
        self.secret = self.file = self.reference = ""

    def review(self) -> Page:
        """The file on the certifier's desk."""
        return self.certifier.go(f"/admin/agrements/{self.reference}/")

    def decide(self, page: Page, button: str, reason: str) -> Page:
        """One decision of the certifier, confirmed with its reason."""
        page.get_by_text(f"{button}…").click()
        page.get_by_label("Motif").fill(reason)
        page.locator("form").get_by_role("button", name=button).click()
        page.wait_for_url(re.compile(f"/{self.reference}/$"))
        return page


@pytest.fixture
def people(chromium, site, database):
    people = People(chromium, site, database)
    people.certifier.sign_in("certificateur")
    yield people
    visits = (people.certifier, people.referent, people.passer_by)
    for visit in visits:
        visit.close()
    assert [visit.faults for visit in visits] == [[], [], []]


def invite(people: People) -> str:
    """The certifier writes the structure and invites; the link of the mail."""
    page = people.certifier.go("/admin/structures/new/")
    page.locator("#id_name").fill("La Fabrique du Chemin")
    page.locator("#id_structure_type").select_option(index=1)
    page.get_by_label("SIRET").fill("000 000 000 00919")
    page.locator("#id_city").fill("Laon")
    page.locator("#id_department").select_option(label="Aisne (02)")
    page.locator("main form [type=submit]").last.click()
    page.get_by_label("Adresse électronique").fill(WHO)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.locator("body")).to_contain_text("L’invitation est partie")
    return last_link(people.database, WHO)


def make_account(people: People, invitation: str) -> None:
    """From the link of the mail to an account whose address is confirmed."""
    page = people.referent.go(invitation)
    page.get_by_role("link", name="Créer mon compte").click()
    page.get_by_label("Adresse électronique").fill(WHO)
    page.get_by_label("Mot de passe", exact=True).fill(WORDS)
    page.get_by_label("une seconde fois").fill(WORDS)
    press(page, "Créer mon compte")
    people.referent.go(last_link(people.database, WHO))
    press(page, "C’est bien mon adresse")
    if "/connexion/" in page.url:
        page.get_by_label("Adresse électronique").fill(WHO)
        page.get_by_label("Mot de passe").fill(WORDS)
        press(page, "Se connecter")
    people.referent.go(invitation)
    press(page, "Accepter l’invitation")
    expect(page.locator("main")).to_contain_text("La Fabrique du Chemin")


def add_second_factor(people: People) -> None:
    page = people.referent.go("/compte/second-facteur/application/")
    if "/verification/" in page.url:
        page.get_by_label("Mot de passe").fill(WORDS)
        press(page, "Continuer")
    page.get_by_text("Je ne peux pas viser le carré").click()
    people.secret = page.locator(".code--block").inner_text()
    page.get_by_label("Code affiché").fill(code_of(people.secret))
    press(page, "Activer")
    expect(page.locator(".codes li")).to_have_count(10)


def fill(people: People, *places: str) -> Page:
    for place in places:
        page = people.referent.go(f"{people.file}{place}/")
        fill_everything(page)
        page.wait_for_load_state()
    return page


def open_file(people: People) -> None:
    page = people.referent.go("/espace-membres/structures/la-fabrique-du-chemin/agrement/")
    page.locator(".next-step button").click()
    page.wait_for_url(re.compile("/AGR-"))
    people.file = people.referent.path()
    people.reference = re.search(r"AGR-[0-9]+-[0-9]+", people.file)[0]


def come_back(people: People, chromium, site: str) -> None:
    """Another day, another browser: the password, then the next code of the application."""
    people.referent.close()
    people.referent = Visit(chromium, site)
    page = people.referent.go("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(WHO)
    page.get_by_label("Mot de passe").fill(WORDS)
    press(page, "Se connecter")
    page.get_by_label("Code").fill(code_of(people.secret, step=1))
    press(page, "Continuer")
    page.wait_for_url("**/espace-membres/")


def submit(people: People) -> None:
    page = people.referent.go(f"{people.file}pieces/")
    join_documents(page)
    page = people.referent.go(f"{people.file}action/deposer/")
    press(page, "Déposer le dossier")
    expect(page.locator("main")).to_contain_text("Dossier déposé")


def ask_more(people: People) -> None:
    page = people.review()
    page.get_by_role("button", name="Prendre en instruction").click()
    network = page.locator("#network")
    network.get_by_label("À compléter").check()
    network.locator("textarea").fill("Quelle entreprise accueillera l’immersion ?")
    people.decide(page, "Demander des compléments", "Dites-nous quelle entreprise accueille.")


def send_back(people: People) -> None:
    page = people.referent.go(people.file)
    expect(page.locator("main")).to_contain_text("Quelle entreprise accueillera l’immersion ?")
    fill(people, "network")
    page = people.referent.go(f"{people.file}action/renvoyer/")
    press(page, "Renvoyer le dossier complété")


def agree(people: People) -> str:
    """Everything accepted, then agreed; the code of the certificate."""
    page = people.review()
    for choice in page.get_by_label("Accepté", exact=True).all():
        choice.check()
    people.decide(page, "Agréer", "Le dossier répond à tous les critères.")
    with closing(sqlite3.connect(people.database)) as rows:
        return rows.execute(
            "SELECT code FROM members_agreement WHERE reference = ?", [people.reference]
        ).fetchone()[0]


def test_from_the_invitation_to_the_suspension(people, chromium, site):
    invitation = invite(people)
    make_account(people, invitation)
    add_second_factor(people)
    open_file(people)
    fill(people, "competences", "referents", "network")
    come_back(people, chromium, site)
    fill(people, "supports", "means", "planning")
    submit(people)
    ask_more(people)
    send_back(people)
    assert people.referent.context.request.get(site + RESERVED).status == 403
    code = agree(people)
    proof = people.passer_by.go(f"/verifier/{code}/")
    expect(proof.locator("h1")).to_contain_text("valable")
    certificate = people.referent.context.request.get(f"{site}{people.file}attestation.pdf")
    assert certificate.body().startswith(b"%PDF-")
    assert people.referent.context.request.get(site + RESERVED).status == 200
    people.decide(people.review(), "Suspendre", "La référente est partie.")
    assert people.referent.context.request.get(site + RESERVED).status == 403
    proof = people.passer_by.go(f"/verifier/{code}/")
    expect(proof.locator("h1")).to_contain_text("suspendu")
