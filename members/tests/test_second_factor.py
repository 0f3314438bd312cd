"""The second factor: asked at every door, set up by those who must, its codes used once."""

from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from members.accounts import second_factor
from members.tests.signing import (
    PASSWORD,
    SECRET,
    code_now,
    errors_of,
    give_application,
    make_account,
    prove_again,
    sign_in,
    signed_in,
)
from tests.reading import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "mails_at_once")]

STEP = "/compte/connexion/second-facteur/"
SET_UP = "/compte/second-facteur/application/"
WRONG = "Ce code n’est pas le bon"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-21 10:01:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def user():
    user = make_account()
    give_application(user)
    return user


def half_way(client, user) -> None:
    assert sign_in(client, user.email)["Location"] == STEP
    assert not signed_in(client)


def give(client, code: str):
    return client.post(STEP, {"code": code})


# Signing in


def test_password_alone_does_not_sign_in(client, user):
    half_way(client, user)
    assert client.get("/espace-membres/").status_code == 302


def test_code_of_the_application_finishes_and_leads_where_one_was_going(client, user):
    sign_in(client, user.email, next="/glossaire/")
    assert give(client, code_now())["Location"] == "/glossaire/"
    assert signed_in(client)


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/django-admin/login/"])
def test_no_other_door_takes_the_password_alone(client, user, door):
    fields = {"username": user.email, "email": user.email, "password": PASSWORD}
    client.post(door, fields)
    client.post(door, fields, follow=True)
    assert not signed_in(client)


def test_page_of_the_code_is_nothing_without_the_password(client, user):
    assert client.get(STEP)["Location"] == "/compte/connexion/"
    assert give(client, code_now())["Location"] == "/compte/connexion/"
    assert not signed_in(client)


def test_new_password_by_link_still_asks_for_the_code(client, user):
    client.post("/compte/mot-de-passe/oublie/", {"email": user.email})
    user.set_password("un autre mot de passe")
    user.save()
    assert sign_in(client, user.email, "un autre mot de passe")["Location"] == STEP


def test_half_way_is_left_after_a_quarter_of_an_hour(client, user, clock):
    half_way(client, user)
    clock.shift(16 * 60)
    assert give(client, code_now())["Location"] == "/compte/connexion/"
    assert not signed_in(client)


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_clock_half_a_minute_late_or_early_is_still_right(client, user, step):
    half_way(client, user)
    give(client, code_now(step))
    assert signed_in(client)


@pytest.mark.parametrize("step", [-2, 2])
def test_older_or_later_code_is_not(client, user, step):
    half_way(client, user)
    assert WRONG in errors_of(give(client, code_now(step)))


@pytest.mark.parametrize("code", ["", "000000", "x" * 5000, "١٢٣٤٥٦", "12 34", "\x00"])
def test_nonsense_is_refused_in_french(client, user, code):
    half_way(client, user)
    response = give(client, code)
    assert response.status_code == 200
    assert errors_of(response)
    assert not signed_in(client)


@pytest.mark.parametrize("spelling", [str, lambda code: f"{code[:3]} {code[3:]}"])
@pytest.mark.parametrize("later", [0, 29, 31])
def test_code_serves_once_for_as_long_as_the_clock_accepts_it(client, user, clock, later, spelling):
    code = code_now(1)
    half_way(client, user)
    give(client, code)
    clock.shift(later)
    other = Client()
    half_way(other, user)
    assert WRONG in errors_of(give(other, spelling(code)))


def test_code_that_set_up_the_application_does_not_sign_in(client):
    user = make_account()
    set_up(client, user)
    code = code_now()
    other = Client()
    half_way(other, user)
    assert WRONG in errors_of(give(other, code))


def test_tries_of_codes_are_counted_even_with_the_password(client, user):
    for _ in range(10):
        half_way(client, user)
        give(client, "000000")
    assert "Trop d’essais" in errors_of(give(client, code_now()))
    assert not signed_in(client)


# Setting it up


def set_up(client, user):
    """Sign in and activate an application whose secret is then the tests' own."""
    client.force_login(user)
    prove_again(client)
    client.get(SET_UP)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    return client.post(SET_UP, {"code": code_now()})


def test_setting_up_asks_for_the_password_again(client):
    client.force_login(make_account())
    assert client.get(SET_UP)["Location"].startswith("/compte/verification/")


def test_application_is_set_up_then_recovery_codes_are_shown(
    client, django_capture_on_commit_callbacks
):
    user = make_account()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.get(set_up(client, user)["Location"])
    assert len(soup(page).select(".codes li")) == 10
    assert second_factor.has_one(user)
    subjects = [message.subject for message in mail.outbox]
    assert "Second facteur activé" in subjects


def test_secret_is_ciphered_in_the_database(client):
    set_up(client, make_account())
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    adapter = second_factor.SecondFactorAdapter()
    assert adapter.decrypt(adapter.encrypt(SECRET)) == SECRET


def test_secret_outlives_a_change_of_key_that_keeps_the_former_one(settings, client, user):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    half_way(client, user)
    give(client, code_now())
    assert signed_in(client)


def test_lost_key_makes_no_code_right_and_breaks_nothing(settings, client, user):
    settings.SECRET_KEY = "another" * 10
    half_way(client, user)
    assert WRONG in errors_of(give(client, code_now()))


def test_other_sessions_end_when_it_is_set_up(client, django_capture_on_commit_callbacks):
    user, thief = make_account(), Client()
    sign_in(thief, user.email)
    sign_in(client, user.email)
    prove_again(client)
    client.get(SET_UP)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP, {"code": code_now()})
    assert client.get("/espace-membres/").status_code == 200
    assert thief.get("/espace-membres/").status_code == 302


# Recovery codes


def recovery_codes(client, user) -> list[str]:
    page = client.get(set_up(client, user)["Location"])
    return [item.text for item in soup(page).select(".codes li")]


def test_recovery_code_signs_in_once(client):
    user = make_account()
    code = recovery_codes(client, user)[0]
    first, second = Client(), Client()
    half_way(first, user)
    give(first, code)
    assert signed_in(first)
    half_way(second, user)
    assert WRONG in errors_of(give(second, code))


def test_new_codes_replace_the_former_ones(client):
    user = make_account()
    former = recovery_codes(client, user)[0]
    client.post("/compte/second-facteur/codes/nouveaux/")
    other = Client()
    half_way(other, user)
    assert WRONG in errors_of(give(other, former))


def test_codes_are_shown_to_nobody_who_has_not_just_proved_who_they_are(client, clock):
    recovery_codes(client, make_account())
    clock.shift(301)
    for path in ("", "fichier/", "nouveaux/"):
        answer = client.get(f"/compte/second-facteur/codes/{path}")
        assert answer["Location"].startswith("/compte/verification/")


# Lost


def test_team_may_remove_it_and_the_person_is_told(client, user):
    out = StringIO()
    call_command("forget_second_factor", user.email.upper(), stdout=out)
    assert user.email in out.getvalue()
    assert mail.outbox[-1].to == [user.email]
    sign_in(client, user.email)
    assert signed_in(client)
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("forget_second_factor", "personne@example.org")


def test_nothing_of_the_codes_can_be_read_in_the_cache(client, user):
    half_way(client, user)
    code = code_now()
    give(client, code)
    assert not any(code in key or user.email in key for key in cache._cache)
