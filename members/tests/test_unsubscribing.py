"""Stop the weekly mail: one click, no account, and never by opening a link alone."""

import re

import pytest
import time_machine
from django.core import mail, signing
from django.core.management import call_command
from django.test import Client

from members.following import unsubscribing
from members.mailing.delivering import deliver_due
from members.models import SavedSearch
from members.tests.following import MONDAY, make_news, make_search
from tests.builders import make_user
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def user():
    return make_user("without_rights")


@pytest.fixture
def searches(user):
    return [make_search(user, f"q=mot{rank}") for rank in range(2)]


@pytest.fixture
def stranger():
    """A mail reader: neither cookie nor form token."""
    return Client(enforce_csrf_checks=True)


def followed() -> set[str]:
    return set(SavedSearch.objects.filter(followed=True).values_list("name", flat=True))


def path(user, search=None) -> str:
    address = unsubscribing.link(user.pk, search.pk if search else unsubscribing.EVERYTHING)
    return address.removeprefix("http://127.0.0.1:8000")


def one_click(stranger, address: str):
    return stranger.post(address, ONE_CLICK, content_type="application/x-www-form-urlencoded")


def test_mail_carries_what_mail_readers_ask_for(user, stranger):
    with time_machine.travel(MONDAY, tick=False):
        make_search(user, "")
        make_news()
        call_command("send_digests", verbosity=0)
        deliver_due()
    message = mail.outbox[0].message()
    assert message["List-Unsubscribe-Post"] == ONE_CLICK
    (address,) = re.fullmatch(r"<http://127.0.0.1:8000(/.+)>", message["List-Unsubscribe"]).groups()
    assert one_click(stranger, address).status_code == 200
    assert followed() == set()


def test_every_link_of_the_mail_works(user, stranger):
    with time_machine.travel(MONDAY, tick=False):
        search = make_search(user, "")
        make_news()
        call_command("send_digests", verbosity=0)
        deliver_due()
    (body,) = [sent.body for sent in mail.outbox]
    found = re.findall(r"http://127.0.0.1:8000(/espace-membres/recherches/desab\S+)", body)
    assert len(found) == 2
    one_click(stranger, found[0])
    search.refresh_from_db()
    assert not search.followed


def test_opening_the_link_changes_nothing_and_shows_a_button(user, searches, stranger):
    page = stranger.get(path(user))
    assert "Ne plus recevoir ces courriels" in text(page)
    assert "« q=mot0 », « q=mot1 »" in text(page)
    assert soup(page).select_one("form[method=post] button")
    assert stranger.head(path(user)).status_code == 200
    assert followed() == {"q=mot0", "q=mot1"}
    assert not stranger.cookies
    assert "no-store" in page["Cache-Control"]


def test_button_stops_one_or_everything(user, searches, stranger):
    page = one_click(stranger, path(user, searches[0]))
    assert "Vous ne recevrez plus de courriel pour cette recherche." in text(page)
    assert followed() == {"q=mot1"}
    page = stranger.post(path(user))
    assert "Vous ne recevrez plus le récapitulatif" in text(page)
    assert followed() == set()
    assert SavedSearch.objects.count() == 2


def test_second_click_says_the_same(user, searches, stranger):
    for _ in range(2):
        assert "C’est fait" in text(one_click(stranger, path(user)))
    assert "C’est fait" in text(stranger.get(path(user)))


def test_link_of_an_account_or_a_search_that_has_gone_says_it_is_done(user, searches, stranger):
    one, everything = path(user, searches[0]), path(user)
    user.delete()
    for address in (one, everything):
        assert "C’est fait" in text(one_click(stranger, address))


def test_link_stops_nobody_else(user, searches, stranger):
    other = make_search(make_user("member"), "q=ailleurs")
    one_click(stranger, path(user, other))
    one_click(stranger, path(user))
    assert followed() == {"q=ailleurs"}


def signed(value, salt: str = unsubscribing.SALT) -> str:
    return signing.dumps(value, salt=salt)


TOKENS = {
    "word": lambda: "x",
    "empty signature": lambda: "a:b:c",
    "null": lambda: "%00",
    "huge": lambda: "x" * 3000,
    "cut": lambda: signed([1, 0])[:-3],
    "other use": lambda: signed([1, 0], salt="autre"),
    "one number": lambda: signed([1]),
    "text": lambda: signed("x"),
    "words": lambda: signed(["a", "b"]),
    "nothing": lambda: signed([None, {}]),
}


@pytest.mark.parametrize("kind", TOKENS)
def test_forged_or_cut_link_is_said_and_stops_nothing(searches, stranger, kind):
    address = f"/espace-membres/recherches/desabonnement/{TOKENS[kind]()}/"
    for answer in (stranger.get(address), one_click(stranger, address)):
        assert answer.status_code == 404
        assert "Ce lien n’est pas complet" in text(answer)
    assert followed() == {"q=mot0", "q=mot1"}
