import pytest
from django.contrib.auth.models import Group

from portal.groups import ADMINISTRATORS
from tests.builders import make_user
from tests.shared import site  # noqa: F401 (a fixture)
from tests.structures import make_person


@pytest.fixture
def editor(client):
    """The browser of a network editor."""
    client.force_login(make_user("editor"))
    return client


@pytest.fixture
def administrator(client):
    """The browser of an administrator."""
    user = make_person("administratrice@example.org")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    return client
