"""What the editors' interface gives away of a record to those who may not open it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from members.models import User
from portal.groups import CONTRIBUTORS
from tests import builders
from tests.access_world import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

# Every screen that shows, compares, copies or lists a record.
SCREENS = (
    "pages/{page}/edit/",
    "pages/{page}/view_draft/",
    "pages/{page}/history/",
    "pages/{page}/revisions/{revision}/view/",
    "pages/{page}/revisions/compare/earliest...live/",
    "pages/{page}/copy/",
    "pages/{page}/move/",
    "pages/{page}/unpublish/",
    "pages/{page}/delete/",
    "pages/{page}/usage/",
    "pages/{page}/privacy/",
    "pages/{parent}/",
    "pages/usage/resources/resourcepage/",
    "pages/search/?q=corps001purposex",
    "pages/search/?q=commun",
    "api/main/pages/{page}/?fields=*",
    "api/main/pages/?fields=*",
    "choose-page/?page_type=resources.ResourcePage",
    "ressources/",
    "snippets/catalogue/recordfile/",
    "snippets/catalogue/recordfile/edit/{file}/",
    "snippets/catalogue/recordfile/add/?record={page}",
    "snippets/referentials/competency/",
    "reports/site-history/",
    "reports/locked/",
    "reports/aging-pages/",
)


@pytest.fixture(scope="module")
def reserved(module_data):
    """A record for editors only, with words in its body."""
    record = builders.make_resource(
        title="titre001x commun",
        access_level="editors",
        purpose="corps001purposex",
        how_to_use=["corps001gesturex"],
    )
    builders.make_file(record, data=builders.PDF + b"corps001filex")
    return record


def signed_in(*groups: str) -> Client:
    user = User.objects.create_user(f"{next(builders.numbers)}@example.org", "mot-de-passe-long")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def address(screen: str, record) -> str:
    return "/admin/" + screen.format(
        page=record.pk,
        parent=record.get_parent().pk,
        revision=record.latest_revision_id,
        file=record.files.get().pk,
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_contributor_reads_no_body_in_the_editors_interface(reserved, screen):
    answer = signed_in(CONTRIBUTORS).get(address(screen, reserved))
    said = {word for word in words(answer.content) if word.startswith("corps")}
    assert answer.status_code < 500
    # The search screen repeats what was typed.
    assert said - {"corps001purposex"} == set()
    assert "q=" in screen or said == set()


def test_contributor_cannot_copy_what_they_may_not_open(reserved):
    parent = reserved.get_parent()
    signed_in(CONTRIBUTORS).post(
        address("pages/{page}/copy/", reserved),
        {"new_title": "Copie", "new_slug": "copie", "new_parent_page": parent.pk},
    )
    assert not parent.get_children().filter(slug="copie").exists()


@pytest.mark.parametrize("screen", SCREENS)
def test_member_enters_no_screen_of_the_editors_interface(reserved, screen):
    answer = signed_in("Membres", "Structures agréées").get(address(screen, reserved))
    assert answer.status_code in (302, 403)
    assert words(answer.content) == set()
