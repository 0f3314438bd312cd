"""Fixtures that the rooms share: each room's conftest imports what it uses."""

import pytest
from django.core.cache import caches
from django.db import transaction

from tests.builders import make_site


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The home page and the three lists, made once for a module and seen by no other."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_site()
        transaction.set_rollback(True)
    for cache in caches.all():
        cache.clear()
