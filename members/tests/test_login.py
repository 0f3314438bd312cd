"""Signing in and out: one door, the same answer for everybody, and a limit to tries."""

import pytest
import time_machine
from django.core.cache import cache

from members import views
from members.models import User
from members.throttling import client_address, too_many
from tests.builders import make_resource, make_user
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DOOR = "/compte/connexion/"
PASSWORD = "mot-de-passe-long"
WRONG = "Adresse ou mot de passe incorrect. Vérifiez puis réessayez."


@pytest.fixture(autouse=True)
def still_clock():
    """Tries are counted in windows of time: a slow machine must not cross from one to the next."""
    with time_machine.travel("2026-11-21 10:01:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def user() -> User:
    return User.objects.create_user("claude.modele@example.org", PASSWORD)


def sign_in(client, email: str, password: str = PASSWORD, **more):
    return client.post(DOOR, {"username": email, "password": password} | more)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "typed",
    ["claude.modele@example.org", "Claude.Modele@Example.ORG", "  claude.modele@example.org "],
)
def test_person_signs_in_whatever_the_case_of_the_address(client, user, typed):
    assert sign_in(client, typed)["Location"] == "/espace-membres/"
    assert signed_in(client)


def test_address_is_kept_in_lower_case_and_used_once(user):
    assert User.objects.create_user("A@EXAMPLE.ORG", "x").email == "a@example.org"
    with pytest.raises(ValueError, match="adresse électronique"):
        User.objects.create_user("", "x")


def test_wrong_password_says_so_and_keeps_the_address_typed(client, user):
    response = sign_in(client, "Claude.Modele@example.org", "faux")
    assert response.status_code == 200
    assert WRONG in text(response)
    page = soup(response)
    assert page.select_one("input[name=username]")["value"] == "Claude.Modele@example.org"
    assert not page.select_one("input[name=password]").get("value")
    assert not signed_in(client)


def test_unknown_and_inactive_accounts_get_the_same_answer_as_a_wrong_password(client, user):
    User.objects.create_user("inactif@example.org", PASSWORD, is_active=False)
    pages = []
    for email in (user.email, "inactif@example.org", "personne@example.org"):
        password = PASSWORD if email.startswith("inactif") else "faux"
        response = sign_in(client, email, password)
        pages.append(text(response))
        assert not signed_in(client)
    assert len(set(pages)) == 1
    assert WRONG in pages[0]


@pytest.mark.parametrize("email", ["", "pas une adresse", "a\x00b@example.org", "x" * 5000])
def test_nonsense_instead_of_an_address_never_breaks_the_page(client, email):
    assert sign_in(client, email).status_code == 200
    assert not signed_in(client)


def test_account_disabled_while_signed_in_is_out_at_the_next_request(client, user):
    client.force_login(user)
    User.objects.update(is_active=False)
    assert client.get("/espace-membres/").status_code == 302


# Where one goes next


def test_person_comes_back_to_the_page_it_came_from(client, user):
    page = make_resource(access_level="members")
    way_in = links(client.get(page.url))["Se connecter"]
    form = soup(client.get(way_in)).select_one("main form")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert hidden["next"] == page.url
    assert sign_in(client, user.email, next=hidden["next"])["Location"] == page.url


@pytest.mark.parametrize(
    "target",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example",
        "javascript:alert(1)",
        "http:///ailleurs.example",
        "\thttps://ailleurs.example/",
    ],
)
def test_nobody_is_sent_to_another_site(client, user, target):
    assert sign_in(client, user.email, next=target)["Location"] == "/espace-membres/"


def test_person_already_signed_in_is_not_asked_again(client, user):
    client.force_login(user)
    assert client.get(DOOR)["Location"] == "/espace-membres/"


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_other_doors_lead_to_ours_with_the_way_back(client, door):
    response = client.get(f"{door}?next=/admin/pages/")
    assert response.status_code in (301, 302)
    assert response["Location"] == f"{DOOR}?next=/admin/pages/"


def test_editors_interface_asks_strangers_to_sign_in_at_our_door(client, user):
    assert client.get("/admin/")["Location"] == f"{DOOR}?next=/admin/"
    assert client.get("/admin/password_reset/").status_code in (302, 404)


def test_account_without_the_right_does_not_enter_the_editors_interface(client):
    client.force_login(make_user("member"))
    response = client.get("/admin/pages/", follow=True)
    assert response.redirect_chain[-1][0] != "/admin/pages/"


def test_signing_out_takes_a_button_not_a_link(client, user):
    client.force_login(user)
    assert client.get("/compte/deconnexion/").status_code == 405
    assert signed_in(client)
    assert client.post("/compte/deconnexion/")["Location"] == "/"
    assert not signed_in(client)


def test_login_page_is_kept_by_no_cache_and_by_no_search_engine(client):
    response = client.get(DOOR)
    assert "no-store" in response["Cache-Control"]
    assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"


def test_form_sent_from_elsewhere_gets_a_page_in_french(user):
    from django.test import Client

    response = sign_in(Client(enforce_csrf_checks=True), user.email)
    assert response.status_code == 403
    assert "resté ouvert trop longtemps" in text(response)


# Too many tries


def test_too_many_tries_get_a_page_that_says_to_wait(client, user):
    answers = [sign_in(client, user.email, "faux").status_code for _ in range(views.TRIES + 1)]
    assert answers == [200] * views.TRIES + [429]
    response = sign_in(client, user.email)
    assert response.status_code == 429
    assert response["Retry-After"] == str(views.WINDOW)
    assert "Un peu trop vite" in text(response)
    assert not signed_in(client)


def test_tries_on_one_account_do_not_stop_the_others(client, user):
    for _ in range(views.TRIES + 1):
        sign_in(client, "autre@example.org", "faux")
    assert sign_in(client, user.email).status_code == 302


def test_one_address_cannot_try_many_accounts(client, user):
    for number in range(views.TRIES * 3):
        sign_in(client, f"essai-{number}@example.org", "faux")
    assert sign_in(client, user.email).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    fields = {"username": user.email, "password": PASSWORD}
    assert client.post(DOOR, fields, **elsewhere).status_code == 302


def test_typing_the_address_otherwise_gives_no_more_tries(client, user):
    spellings = (user.email, user.email.upper(), f" {user.email} ", user.email.replace("c", "ｃ"))
    for number in range(views.TRIES):
        sign_in(client, spellings[number % len(spellings)], "faux")
    assert sign_in(client, user.email.title()).status_code == 429


def test_tries_are_forgotten_when_the_window_ends(monkeypatch):
    clock = [1_000_000.0]
    monkeypatch.setattr("members.throttling.time.time", lambda: clock[0])
    assert not too_many("essai", "a", limit=1, seconds=300)
    assert too_many("essai", "a", limit=1, seconds=300)
    clock[0] += 300
    assert not too_many("essai", "a", limit=1, seconds=300)


def test_no_address_can_be_read_in_the_cache(client, user):
    sign_in(client, user.email, "faux")
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
    ],
)
def test_address_is_read_behind_as_many_proxies_as_we_trust(
    rf, settings, proxies, forwarded, address
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
