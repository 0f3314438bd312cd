"""Sessions: a new key at each sign-in, an end, a list to close them from, kept by no cache."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from members.privacy import forgetting, inventory
from members.templatetags.account_parts import device
from members.tests.signing import (
    PASSWORD,
    code_now,
    give_application,
    make_account,
    sign_in,
    signed_in,
)
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "/compte/sessions/"
PAGES = ("", "adresse/", "mot-de-passe/", "second-facteur/", "second-facteur/cles/", "sessions/")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def user():
    return make_account()


def test_key_planted_before_signing_in_is_worth_nothing_after(client, user):
    client.get("/compte/connexion/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    sign_in(client, user.email)
    assert signed_in(client)
    assert client.session.session_key != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/espace-membres/").status_code == 302


def test_key_changes_after_the_second_factor_too(client, user):
    give_application(user)
    sign_in(client, user.email)
    before = client.session.session_key
    client.post("/compte/connexion/second-facteur/", {"code": code_now()})
    assert signed_in(client)
    assert client.session.session_key != before


def test_session_ends_with_the_browser_unless_one_asks_to_stay(client, user):
    cookie = sign_in(client, user.email).cookies[settings.SESSION_COOKIE_NAME]
    assert not cookie["max-age"]
    cookie = sign_in(Client(), user.email, remember="on").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == timedelta(days=14).total_seconds()


def test_session_is_over_after_fourteen_days_even_if_the_browser_stays_open(client, user):
    sign_in(client, user.email)
    with time_machine.travel(timedelta(days=14, minutes=1), tick=False):
        assert client.get("/espace-membres/").status_code == 302


def test_list_names_the_devices_and_which_one_is_here(client, user):
    fields = {"login": user.email, "password": PASSWORD}
    client.post("/compte/connexion/", fields, HTTP_USER_AGENT=FIREFOX)
    sign_in(Client(), user.email)
    page = client.get(LIST)
    assert len(soup(page).select(".session")) == 2
    assert "Firefox, Windows cet appareil" in text(page)


def test_other_devices_are_closed_from_the_list(client, user):
    elsewhere, stranger = Client(), Client()
    sign_in(elsewhere, user.email)
    sign_in(stranger, make_account("autre@example.org").email)
    sign_in(client, user.email)
    assert "déconnectés" in text(client.post(LIST, follow=True))
    assert client.get("/espace-membres/").status_code == 200
    assert elsewhere.get("/espace-membres/").status_code == 302
    assert stranger.get("/espace-membres/").status_code == 200


def test_list_shows_nothing_of_the_others(client, user):
    sign_in(Client(), make_account("autre@example.org").email)
    sign_in(client, user.email)
    assert len(soup(client.get(LIST)).select(".session")) == 1


def test_signing_out_leaves_no_trace_in_the_list(client, user):
    sign_in(client, user.email)
    client.post("/compte/deconnexion/")
    sign_in(client, user.email)
    client.get(LIST)
    assert UserSession.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_account_ask_to_sign_in_and_are_kept_by_no_cache(client, user, path):
    answer = client.get(f"/compte/{path}")
    assert answer["Location"] == f"/compte/connexion/?next=/compte/{path}"
    client.force_login(user)
    response = client.get(f"/compte/{path}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"


def test_overview_leads_to_every_setting(client, user):
    client.force_login(user)
    found = links(client.get("/compte/"))
    assert found["Changer d’adresse"] == "/compte/adresse/"
    assert found["Second facteur : à installer"] == "/compte/second-facteur/"
    assert not any("Services" in words for words in found)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        ("curl/8", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_device_is_named_as_people_name_it(said, name):
    assert device(said) == name


# What is kept of it


def test_ended_sessions_are_erased_and_the_open_ones_stay(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user.email)
    sign_in(client, user.email)
    elsewhere.post("/compte/deconnexion/")
    call_command("purge", stdout=StringIO())
    assert [row.session_key for row in UserSession.objects.all()] == [client.session.session_key]
    assert client.get("/espace-membres/").status_code == 200


def test_person_reads_what_is_kept_and_no_secret(client, user):
    sign_in(client, user.email)
    give_application(user)
    told = str(inventory.data_of(user))
    assert "127.0.0.1" in told
    assert user.email in told
    assert Authenticator.objects.get().data["secret"] not in told


def test_forgotten_account_has_no_way_in_left(client, user):
    give_application(user)
    sign_in(Client(), user.email)
    forgetting.anonymise(user)
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=user).exists()
    sign_in(client, "claude.modele@example.org")
    assert not signed_in(client)
