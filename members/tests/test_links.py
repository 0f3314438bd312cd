"""Links received by e-mail: theirs only, in time, once; what they change and whom they tell."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from members.mailing.masking import readable
from members.models import OutgoingMail, User
from members.tests.signing import (
    NEW_PASSWORD,
    PASSWORD,
    errors_of,
    last_link,
    link_in,
    make_account,
    prove_again,
    sign_in,
    signed_in,
)
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "mails_at_once")]

FORGOTTEN = "/compte/mot-de-passe/oublie/"
ADDRESS = "/compte/adresse/"
NEW = "nouvelle@example.org"
DEAD = "Ce lien ne marche plus"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-21 10:01:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def user():
    return make_account()


# A new password


def reset_link(client, email: str) -> str:
    client.post(FORGOTTEN, {"email": email})
    return last_link()


def choose(client, link: str, password: str = NEW_PASSWORD):
    page = client.get(link)
    if page.status_code != 302:
        return page
    return client.post(page["Location"], {"password1": password, "password2": password})


def test_link_changes_the_password_and_signs_nobody_in(client, user):
    answer = choose(client, reset_link(client, user.email))
    assert answer["Location"] == "/compte/mot-de-passe/oublie/change/"
    assert not signed_in(client)
    assert sign_in(client, user.email, NEW_PASSWORD)["Location"] == "/espace-membres/"
    assert mail.outbox[-1].subject == "Votre mot de passe a changé"


def test_link_serves_once(client, user):
    link = reset_link(client, user.email)
    choose(client, link)
    assert DEAD in text(choose(Client(), link, "encore un autre mot"))


def test_link_dies_after_three_days(client, user, clock):
    link = reset_link(client, user.email)
    clock.shift(timedelta(days=3, minutes=1))
    assert DEAD in text(choose(client, link))


def test_link_dies_when_the_password_or_the_address_changes(client, user):
    first = reset_link(client, user.email)
    user.set_password(NEW_PASSWORD)
    user.save()
    assert DEAD in text(choose(Client(), first))
    second = reset_link(client, user.email)
    user.email = NEW
    user.save()
    assert DEAD in text(choose(Client(), second))


def test_link_of_one_account_does_not_open_another(client, user):
    other = make_account("autre@example.org")
    start, _, key = reset_link(client, user.email).rpartition("/oublie/")
    _, _, token = key.partition("-")
    mail.outbox.clear()
    client.post(FORGOTTEN, {"email": other.email})
    foreign = link_in(mail.outbox[-1]).rpartition("/oublie/")[2].partition("-")[0]
    assert DEAD in text(choose(client, f"{start}/oublie/{foreign}-{token}"))


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzz-x", "0-nouveau", "1-nouveau", "1-%00"])
def test_forged_link_is_a_page_that_says_what_to_do(client, key):
    response = client.get(f"{FORGOTTEN}{key}/")
    assert response.status_code == 200
    assert DEAD in text(response)


def test_page_of_the_new_password_does_not_hold_the_key(client, user):
    link = reset_link(client, user.email)
    assert client.get(link)["Location"].endswith("-nouveau/")


def test_new_password_closes_every_session(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user.email)
    choose(client, reset_link(client, user.email))
    assert elsewhere.get("/espace-membres/").status_code == 302


def test_host_that_asks_is_never_written_in_a_link(client, user, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(FORGOTTEN, {"email": user.email}, HTTP_HOST="pirate.example:8000")
    html = mail.outbox[-1].alternatives[0].content
    assert settings.WAGTAILADMIN_BASE_URL + FORGOTTEN in mail.outbox[-1].body
    assert "pirate" not in mail.outbox[-1].body + html


@pytest.mark.parametrize("email", ["claude.modele@example.org", "personne@example.org"])
def test_mails_go_through_the_queue_of_the_site_with_their_link_hidden(
    client, user, settings, email
):
    settings.EMAIL_BACKEND = "members.mailing.backend.QueueBackend"
    client.post(FORGOTTEN, {"email": email})
    waiting = OutgoingMail.objects.get()
    assert waiting.to == email
    assert waiting.html
    assert "1-" not in readable(waiting).rpartition("oublie")[2]


# Another password, another address


def test_change_of_password_keeps_this_session_and_closes_the_others(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user.email)
    sign_in(client, user.email)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/compte/mot-de-passe/", fields)["Location"] == "/compte/"
    assert client.get("/espace-membres/").status_code == 200
    assert elsewhere.get("/espace-membres/").status_code == 302


def test_change_of_password_asks_for_the_present_one(client, user):
    sign_in(client, user.email)
    fields = {"oldpassword": "faux", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert "pas votre mot de passe actuel" in errors_of(
        client.post("/compte/mot-de-passe/", fields)
    )


def ask_for(client, email: str):
    return client.post(ADDRESS, {"email": email, "action_add": ""})


@pytest.fixture
def at_home(client, user):
    sign_in(client, user.email)
    prove_again(client)
    return client


def test_change_of_address_asks_for_the_password_again(client, user):
    sign_in(client, user.email)
    assert ask_for(client, NEW)["Location"].startswith("/compte/verification/")
    assert mail.outbox == []


def test_new_address_takes_over_when_its_link_is_opened(at_home, user):
    ask_for(at_home, NEW)
    assert mail.outbox[-1].to == [NEW]
    assert NEW in text(at_home.get(ADDRESS))
    user.refresh_from_db()
    assert user.email != NEW
    at_home.post(last_link())
    user.refresh_from_db()
    assert user.email == NEW
    former = mail.outbox[-1]
    assert (former.to, former.subject) == (["claude.modele@example.org"], "Votre adresse a changé")
    assert "incorrect" in errors_of(sign_in(Client(), "claude.modele@example.org"))
    assert sign_in(Client(), NEW).status_code == 302


def test_change_may_be_called_off(at_home, user):
    ask_for(at_home, NEW)
    link = last_link()
    at_home.post(ADDRESS, {"email": NEW, "action_remove": ""})
    assert DEAD in text(at_home.get(link))


def test_confirmation_serves_once_and_dies_after_three_days(at_home, user, clock):
    ask_for(at_home, NEW)
    link = last_link()
    clock.shift(timedelta(days=3, minutes=1))
    assert DEAD in text(Client().get(link))
    clock.shift(-timedelta(days=3, minutes=1))
    at_home.post(link)
    assert DEAD in text(Client().get(link))


@pytest.mark.parametrize("key", ["abc", "MQ:1abc:xyz", "x" * 3000, "%00", "MQ%0A"])
def test_forged_confirmation_is_a_page_that_says_what_to_do(client, key):
    response = client.get(f"{ADDRESS}confirmer/{key}/")
    assert response.status_code == 200
    assert DEAD in text(response)
    assert client.post(f"{ADDRESS}confirmer/{key}/").status_code in (302, 404)


@pytest.mark.parametrize("confirmed", [True, False])
def test_address_of_another_account_is_never_taken(at_home, user, confirmed):
    other = make_account(NEW)
    EmailAddress.objects.filter(user=other).update(verified=confirmed)
    ask_for(at_home, NEW)
    at_home.post(last_link())
    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.email, other.email) == ("claude.modele@example.org", NEW)


def test_asking_for_the_address_of_another_says_nothing_of_it(at_home):
    make_account(NEW)
    pages = []
    for email in (NEW, "libre@example.org"):
        ask_for(at_home, email)
        pages.append(text(at_home.get(ADDRESS)).replace(email, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("action", ["action_send", "action_remove", "action_primary"])
def test_address_of_another_cannot_be_touched(at_home, action):
    other = make_account(NEW)
    at_home.post(ADDRESS, {"email": NEW, action: ""})
    kept = EmailAddress.objects.get(email=NEW)
    assert (kept.user, kept.verified, kept.primary) == (other, True, True)
    assert mail.outbox == []


def test_address_changed_in_the_admin_closes_the_former_one(client, user):
    user.email = NEW
    user.save()
    assert "incorrect" in errors_of(sign_in(client, "claude.modele@example.org"))
    assert sign_in(client, NEW)["Location"] == "/compte/adresse/a-confirmer/"
    client.post(last_link())
    assert sign_in(client, NEW)["Location"] == "/espace-membres/"


def test_account_made_in_the_admin_confirms_its_address_first(client):
    made = User(email="fait@example.org")
    made.set_password(PASSWORD)
    made.save()
    assert sign_in(client, made.email)["Location"] == "/compte/adresse/a-confirmer/"
    assert not signed_in(client)
    client.post(last_link())
    assert sign_in(client, made.email)["Location"] == "/espace-membres/"
