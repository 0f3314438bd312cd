"""How many tries one gets, counted once for every process; whose tries they are."""

import pytest
import time_machine
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import Client

from members.tests.signing import DOOR, PASSWORD, errors_of, make_account, sign_in, signed_in
from members.throttling import client_address, too_many
from portal.settings import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

TOO_MANY = "Trop d’essais en peu de temps"
PER_ACCOUNT, PER_ADDRESS = 10, 30


@pytest.fixture(autouse=True)
def still_clock():
    """Tries are counted in windows of time: a slow machine must not cross from one to the next."""
    with time_machine.travel("2026-11-21 10:01:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def user():
    return make_account()


def test_too_many_tries_on_one_account_are_refused_even_with_the_password(client, user):
    for _ in range(PER_ACCOUNT):
        assert TOO_MANY not in errors_of(sign_in(client, user.email, "faux"))
    assert TOO_MANY in errors_of(sign_in(client, user.email))
    assert not signed_in(client)


def test_tries_are_given_back_after_a_while(client, user, still_clock):
    for _ in range(PER_ACCOUNT + 1):
        sign_in(client, user.email, "faux")
    still_clock.shift(301)
    assert sign_in(client, user.email).status_code == 302


def test_tries_on_one_account_do_not_stop_the_others(client, user):
    for _ in range(PER_ACCOUNT + 1):
        sign_in(client, "autre@example.org", "faux")
    assert sign_in(client, user.email).status_code == 302


def test_one_address_cannot_try_many_accounts(client, user):
    for number in range(PER_ADDRESS):
        sign_in(client, f"essai-{number}@example.org", "faux")
    assert TOO_MANY in errors_of(sign_in(client, user.email))
    fields = {"login": user.email, "password": PASSWORD}
    assert client.post(DOOR, fields, REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.parametrize(
    "disguise",
    [
        lambda n: {"HTTP_X_FORWARDED_FOR": f"203.0.113.{n}"},
        lambda n: {"HTTP_HOST": f"testserver:{8000 + n}"},
        lambda n: {"HTTP_X_REAL_IP": f"203.0.113.{n}", "HTTP_FORWARDED": f"for=203.0.113.{n}"},
        lambda n: {"HTTP_USER_AGENT": f"Navigateur {n}"},
    ],
    ids=["forwarded for", "port of the host", "real ip", "browser"],
)
def test_changing_what_one_says_of_oneself_gives_no_more_tries(client, user, disguise):
    for number in range(PER_ACCOUNT):
        fields = {"login": user.email, "password": "faux"}
        client.post(DOOR, fields, **disguise(number))
    assert TOO_MANY in errors_of(sign_in(client, user.email))


def test_changing_where_one_comes_from_gives_no_more_tries_on_an_account(client, user):
    for number in range(PER_ACCOUNT):
        fields = {"login": user.email, "password": "faux"}
        client.post(DOOR, fields, REMOTE_ADDR=f"203.0.113.{number}")
    assert TOO_MANY in errors_of(sign_in(client, user.email))


def test_typing_the_address_otherwise_gives_no_more_tries(client, user):
    spellings = (user.email, user.email.upper(), f" {user.email} ", user.email.title())
    for number in range(PER_ACCOUNT):
        sign_in(client, spellings[number % len(spellings)], "faux")
    assert TOO_MANY in errors_of(sign_in(client, user.email))


def test_all_pages_together_get_a_page_that_says_to_wait(client):
    answers = [client.post(DOOR, {"login": "", "password": ""}).status_code for _ in range(61)]
    assert answers[-2:] == [200, 429]
    response = client.post(DOOR, {})
    assert response["Retry-After"] == "300"
    assert "Un peu trop vite" in response.content.decode()


@pytest.fixture
def shared_cache(settings):
    """The cache of a real site: a table, which nothing in a process remembers."""
    settings.CACHES = services.CACHES
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("shared_cache")
def test_count_is_shared_by_every_process(client, user):
    for _ in range(PER_ACCOUNT):
        sign_in(Client(), user.email, "faux")
        caches.close_all()
    assert TOO_MANY in errors_of(sign_in(client, user.email))


@pytest.mark.usefixtures("shared_cache")
def test_count_is_not_pushed_out_by_other_ones(client, user):
    for _ in range(PER_ACCOUNT):
        sign_in(client, user.email, "faux")
    cache.set_many({f"autre-{number}": 1 for number in range(400)})
    assert TOO_MANY in errors_of(sign_in(client, user.email))


def test_tries_are_forgotten_when_the_window_ends(still_clock):
    assert not too_many("essai", "a", limit=1, seconds=300)
    assert too_many("essai", "a", limit=1, seconds=300)
    still_clock.shift(300)
    assert not too_many("essai", "a", limit=1, seconds=300)


def test_no_address_can_be_read_in_the_cache(client, user):
    sign_in(client, user.email, "faux")
    assert cache._cache
    assert not any(user.email in key or "127.0.0.1" in key for key in cache._cache)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "10.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7", "198.51.100.1"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.7:51234", "203.0.113.7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "unknown", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
        (1, "203.0.113.7, ", "10.0.0.1"),
    ],
)
def test_address_is_read_behind_as_many_proxies_as_we_trust(
    rf, settings, proxies, forwarded, address
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


@pytest.mark.parametrize("said", ["", "unknown", "/run/portail.sock"])
def test_server_that_knows_no_address_still_signs_people_in(client, user, said):
    fields = {"login": user.email, "password": PASSWORD}
    assert client.post(DOOR, fields, REMOTE_ADDR=said).status_code == 302
