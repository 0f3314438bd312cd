import pytest

from tests.builders import make_user
from tests.shared import site  # noqa: F401 (a fixture)


@pytest.fixture
def editor(client):
    """The browser of a network editor."""
    client.force_login(make_user("editor"))
    return client
