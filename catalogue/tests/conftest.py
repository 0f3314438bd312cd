import pytest

from catalogue.productions import kinds
from tests.builders import make_user
from tests.productions import Essay
from tests.shared import site  # noqa: F401 (a fixture)


@pytest.fixture
def editor(client):
    """The browser of a network editor."""
    client.force_login(make_user("editor"))
    return client


@pytest.fixture
def essay(monkeypatch) -> Essay:
    essay = Essay()
    monkeypatch.setitem(kinds._kinds, "essay", essay.kind())
    return essay
