"""ProConnect: off unless asked for; nothing it sends is believed before it is verified."""

import json
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from members.models import User
from members.proconnect.linking import LinkingAdapter
from members.tests.openid_service import (
    CLIENT,
    FOREIGN_KEY,
    ISSUER,
    KEY,
    PROVIDERS,
    Service,
    public,
)
from members.tests.signing import (
    give_application,
    last_link,
    make_account,
    prove_again,
    signed_in,
)
from tests.reading import links, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "mails_at_once")]

START, BACK = "/compte/services/proconnect/", "/compte/services/proconnect/retour/"
REFUSED = "n’a pas abouti"


@pytest.fixture
def service(settings, monkeypatch) -> Service:
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    service = Service()
    monkeypatch.setattr(LinkingAdapter, "get_requests_session", lambda self: service)
    return service


def leave(client, service, **more) -> dict:
    """Go to the service; what it is asked, and the answers it is ready to give."""
    answer = client.post(f"{START}?{'&'.join(f'{k}={v}' for k, v in more.items())}")
    asked = dict(parse_qsl(urlsplit(answer["Location"]).query))
    now = int(time.time())
    common = {"iss": ISSUER, "aud": CLIENT, "sub": "personne-1", "iat": now, "exp": now + 60}
    service.identity = common | {"nonce": asked["nonce"]}
    service.user_info = common | {
        "email": "claude.modele@example.org",
        "given_name": "Claude",
        "usual_name": "Modèle",
    }
    return asked


def come_back(client, asked: dict, **more):
    return client.get(BACK, {"code": "code", "state": asked["state"]} | more)


@pytest.fixture
def linked() -> User:
    user = make_account()
    SocialAccount.objects.create(user=user, provider="proconnect", uid="personne-1")
    return user


@pytest.mark.parametrize("name", ["socialaccount_connections", "socialaccount_signup"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_off_by_default(client, name, method):
    for path in (reverse(name), START, BACK):
        assert getattr(client, method)(path).status_code == 404
    assert "ProConnect" not in client.get("/compte/connexion/").content.decode()


def test_page_before_leaving_says_where_one_goes_and_takes_a_button(client, service):
    way = links(client.get("/compte/connexion/?next=/glossaire/"))["S’identifier avec ProConnect"]
    assert way == f"{START}?process=login&next=%2Fglossaire%2F"
    assert "Vous allez quitter le portail" in text(client.get(way))
    assert client.post(START)["Location"].startswith(f"{ISSUER}/authorize?")


def test_service_is_asked_for_little_with_state_nonce_and_proof(client, service, settings):
    asked = leave(client, service, scope="admin", auth_params="prompt=none")
    assert set(asked["scope"].split()) == {"openid", "given_name", "usual_name", "email"}
    assert asked["redirect_uri"] == f"{settings.WAGTAILADMIN_BASE_URL}{BACK}"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) > 30
    assert "prompt" not in asked


def test_linked_account_signs_in_and_goes_where_it_was_going(client, service, linked):
    asked = leave(client, service, next="/glossaire/")
    assert come_back(client, asked)["Location"] == "/glossaire/"
    assert signed_in(client)


def test_nothing_of_the_answer_is_kept_but_the_identifier(client, service, linked):
    come_back(client, leave(client, service))
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("personne-1", {})


def test_second_factor_is_still_asked(client, service, linked):
    give_application(linked)
    answer = come_back(client, leave(client, service))
    assert answer["Location"] == "/compte/connexion/second-facteur/"
    assert not signed_in(client)


def test_nobody_is_sent_to_another_site(client, service, linked):
    asked = leave(client, service, next="https://ailleurs.example/")
    assert come_back(client, asked)["Location"] == "/espace-membres/"


LIES = {
    "identity by another key": lambda s: setattr(s, "identity_key", FOREIGN_KEY),
    "user-info by another key": lambda s: setattr(s, "user_info_key", FOREIGN_KEY),
    "identity from another service": lambda s: s.identity.update(iss="https://autre.example"),
    "user-info from another service": lambda s: s.user_info.update(iss="https://autre.example"),
    "identity for another site": lambda s: s.identity.update(aud="autre"),
    "user-info for another site": lambda s: s.user_info.update(aud="autre"),
    "identity for several sites": lambda s: s.identity.update(aud=[CLIENT, "autre"]),
    "identity too old": lambda s: s.identity.update(exp=int(time.time()) - 60),
    "user-info too old": lambda s: s.user_info.update(exp=int(time.time()) - 60),
    "identity without an end": lambda s: s.identity.update(exp=None),
    "identity for another browser": lambda s: s.identity.update(nonce="autre"),
    "identity for no browser": lambda s: s.identity.update(nonce=None),
    "empty nonce": lambda s: s.identity.update(nonce=""),
    "user-info about another": lambda s: s.user_info.update(sub="personne-2"),
    "user-info about nobody": lambda s: s.user_info.update(sub=None),
    "user-info not signed": lambda s: setattr(s, "kind", "application/json"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_lie_signs_nobody_in(client, service, linked, lie):
    asked = leave(client, service)
    lie(service)
    response = come_back(client, asked)
    assert REFUSED in text(response)
    assert not signed_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_signature_without_a_key_pair_is_refused(client, service, linked, algorithm):
    asked = leave(client, service)
    service.algorithm = algorithm
    secret = None if algorithm == "none" else json.dumps(public(KEY)) + "x" * 32
    service.identity_key = service.user_info_key = secret
    assert REFUSED in text(come_back(client, asked))
    assert not signed_in(client)


def test_answer_that_nobody_asked_for_is_refused(client, service, linked):
    assert REFUSED in text(come_back(client, {"state": "inventé"}))
    assert not signed_in(client)


def test_answer_to_another_browser_is_refused(client, service, linked):
    from django.test import Client

    asked = leave(client, service)
    victim = Client()
    assert REFUSED in text(come_back(victim, asked))
    assert not signed_in(victim)


def test_answer_serves_once(client, service, linked):
    asked = leave(client, service)
    come_back(client, asked)
    client.post("/compte/deconnexion/")
    assert REFUSED in text(come_back(client, asked))


def test_service_that_is_down_is_said_in_french(client, service, linked, monkeypatch):
    def down(*args, **options):
        raise requests.ConnectionError

    asked = leave(client, service)
    monkeypatch.setattr(Service, "request", down)
    monkeypatch.setattr(Service, "post", down)
    assert REFUSED in text(come_back(client, asked))


def test_giving_up_is_no_failure(client, service):
    asked = leave(client, service)
    answer = client.get(BACK, {"error": "access_denied", "state": asked["state"]})
    assert "abandonnée" in text(client.get(answer["Location"]))


# Which account it opens


@pytest.mark.parametrize("verified", [None, False, True, "true"])
def test_address_alone_never_opens_an_account(client, service, verified):
    user = make_account()
    asked = leave(client, service)
    service.user_info["email_verified"] = verified
    come_back(client, asked)
    assert not signed_in(client)
    assert not SocialAccount.objects.filter(user=user).exists()


def test_stranger_without_invitation_is_told_so(client, service):
    assert "sur invitation" in text(come_back(client, leave(client, service)))
    assert not User.objects.exists()


def test_invited_stranger_confirms_an_address_the_service_does_not_vouch_for(
    client, service, settings
):
    settings.ACCOUNT_OPEN_SIGNUP = True
    answer = come_back(client, leave(client, service))
    assert answer["Location"] == "/compte/adresse/a-confirmer/"
    assert not signed_in(client)
    assert not EmailAddress.objects.get().verified
    client.post(last_link())
    come_back(client, leave(client, service))
    assert signed_in(client)
    assert User.objects.get().last_name == "Modèle"


def test_account_is_linked_from_inside_then_unlinked(client, service):
    user = make_account()
    client.force_login(user)
    prove_again(client)
    asked = leave(client, service, process="connect")
    assert come_back(client, asked)["Location"] == "/compte/services/"
    kept = SocialAccount.objects.get(user=user)
    assert "ProConnect, depuis le" in text(client.get("/compte/services/"))
    assert mail.outbox[-1].subject == "Service relié"
    client.post("/compte/services/", {"account": kept.pk})
    assert not SocialAccount.objects.exists()


def test_link_of_another_cannot_be_removed(client, service, linked):
    client.force_login(make_account("autre@example.org"))
    prove_again(client)
    client.post("/compte/services/", {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.filter(user=linked).exists()


def test_identity_of_another_account_is_not_taken(client, service, linked):
    client.force_login(make_account("autre@example.org"))
    prove_again(client)
    come_back(client, leave(client, service, process="connect"))
    assert SocialAccount.objects.get().user == linked
