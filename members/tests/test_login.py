"""Signing in and out: one door, the same answer for everybody, and a limit to tries."""

import pytest

from members.models import User
from members.tests.signing import DOOR, PASSWORD, make_account, sign_in, signed_in
from tests.builders import make_resource, make_user
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

WRONG = "Adresse ou mot de passe incorrect. Vérifiez puis réessayez."


@pytest.fixture
def user() -> User:
    return make_account()


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
    assert page.select_one("input[name=login]")["value"] == "Claude.Modele@example.org"
    assert not page.select_one("input[name=password]").get("value")
    assert not signed_in(client)


def test_unknown_and_closed_accounts_get_the_same_answer_as_a_wrong_password(client, user):
    make_account("ferme@example.org", is_active=False)
    pages = []
    for email in (user.email, "ferme@example.org", "personne@example.org"):
        pages.append(text(sign_in(client, email, "faux")))
        assert not signed_in(client)
    assert len(set(pages)) == 1
    assert WRONG in pages[0]


def test_closed_account_is_told_so_only_with_its_password(client):
    make_account("ferme@example.org", is_active=False)
    response = client.get(sign_in(client, "ferme@example.org")["Location"])
    assert "Ce compte est fermé" in text(response)
    assert not signed_in(client)


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


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/django-admin/login/"])
def test_other_doors_sign_nobody_in(client, user, door):
    fields = {"username": user.email, "login": user.email, "password": PASSWORD}
    assert client.post(door, fields).status_code in (301, 302, 404)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "door", ["/admin/password_reset/", "/admin/password_reset/confirm/MQ/abc-def/"]
)
def test_forgotten_password_of_the_editors_interface_is_ours(client, door):
    assert client.get(door)["Location"] == "/compte/mot-de-passe/oublie/"


def test_editors_interface_asks_strangers_to_sign_in_at_our_door(client, user):
    assert client.get("/admin/")["Location"] == f"{DOOR}?next=/admin/"


def test_editors_interface_changes_neither_password_nor_address(client):
    client.force_login(make_user("editor"))
    page = soup(client.get("/admin/account/"))
    assert page.select_one("input[name=locale-preferred_language], select, input[name*=theme]")
    assert not page.select("input[type=password], input[type=email]")


def test_account_without_the_right_does_not_enter_the_editors_interface(client):
    client.force_login(make_user("member"))
    response = client.get("/admin/pages/", follow=True)
    assert response.redirect_chain[-1][0] != "/admin/pages/"


def test_signing_out_takes_a_button_not_a_link(client, user):
    client.force_login(user)
    assert client.get("/compte/deconnexion/").status_code == 200
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
