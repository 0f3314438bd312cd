import pytest
from django.contrib.auth.models import Group
from django.test import Client

from catalogue.models import RecordKind
from editorial.checking.models import CheckLevel, Level
from editorial.checking.rules import BY_KEY
from editorial.tests.proposing import Contributor
from editorial.tests.sheets import administrator as sheet_administrator
from editorial.tests.sheets import make_bank
from portal.groups import ADMINISTRATORS
from resources.models import ResourcePage
from tests.builders import make_user
from tests.conftest import module_data  # noqa: F401 (a fixture)
from tests.shared import site  # noqa: F401 (a fixture)
from tests.structures import make_person


@pytest.fixture
def contributor(site) -> Contributor:  # noqa: F811 (the fixture above)
    """Who proposes a practice, without any account."""
    return Contributor()


@pytest.fixture
def editor() -> Client:
    """The browser of a network editor."""
    client = Client()
    client.force_login(make_user("editor"))
    return client


@pytest.fixture
def administrator(client):
    """The browser of an administrator."""
    user = make_person("administratrice@example.org")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    return client


@pytest.fixture
def nothing_checked(db):
    """A site whose administrator switched every check off: what is tried is something else."""
    CheckLevel.objects.bulk_create(
        CheckLevel(rule=rule, record_kind=kind, level=Level.OFF)
        for rule in BY_KEY
        for kind in RecordKind
    )


@pytest.fixture(scope="module")
def person(module_data):  # noqa: F811 (the fixture above)
    """An administrator, beside the bank that the spreadsheets bring and take."""
    make_bank()
    return sheet_administrator()


@pytest.fixture
def admin(client, person):
    """The browser of this administrator."""
    client.force_login(person)
    return client


@pytest.fixture
def page():
    """A resource of this bank."""
    return ResourcePage.objects.get(title__startswith="+33")
