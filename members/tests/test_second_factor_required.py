"""Those who must have a second factor: nothing of the editors' interface opens before."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission

from members.accounts import second_factor
from members.tests.signing import give_application, make_account
from tests.builders import make_user
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/account/", "/admin/users/"])
def test_editor_sets_it_up_before_the_admin_opens(client, path):
    editor = make_user("editor")
    client.force_login(editor)
    answer = client.get(path)
    assert answer["Location"] == "/compte/second-facteur/"
    assert "Votre fonction demande un second facteur" in text(client.get(answer["Location"]))
    give_application(editor)
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("required")
def test_forms_of_the_admin_are_closed_too(client):
    client.force_login(make_user("editor"))
    assert client.post("/admin/pages/1/delete/")["Location"] == "/compte/second-facteur/"


@pytest.mark.usefixtures("required")
def test_recovery_codes_alone_are_not_a_second_factor(client):
    editor = make_user("editor")
    Authenticator.objects.create(user=editor, type="recovery_codes", data={})
    client.force_login(editor)
    assert client.get("/admin/").status_code == 302


@pytest.mark.usefixtures("required")
def test_the_rest_of_the_site_stays_open_to_the_editor(client):
    client.force_login(make_user("editor"))
    assert client.get("/espace-membres/").status_code == 200
    assert client.get("/compte/second-facteur/").status_code == 200


@pytest.mark.usefixtures("required")
def test_nobody_else_is_asked(client):
    client.force_login(make_user("member"))
    assert client.get("/admin/")["Location"].startswith("/compte/connexion/")


@pytest.mark.usefixtures("required")
def test_another_function_is_named_by_a_permission(settings):
    settings.MFA_REQUIRED_FOR = ["catalogue.open_members"]
    user = make_account()
    assert not second_factor.must_have_one(user)
    user.user_permissions.add(Permission.objects.get(codename="open_members"))
    assert second_factor.must_have_one(type(user).objects.get(pk=user.pk))


def test_demonstration_asks_nobody(client):
    client.force_login(make_user("editor"))
    assert client.get("/admin/").status_code == 200
