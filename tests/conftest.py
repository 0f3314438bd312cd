"""What the cross-room tests share."""

import pytest
from django.core.cache import caches
from django.db import transaction


def forget() -> None:
    """Empty every cache."""
    for name in caches:
        caches[name].clear()


@pytest.fixture(scope="module")
def module_data(django_db_setup, django_db_blocker):
    """A transaction for the whole module: what a module builds once, no other one sees."""
    with django_db_blocker.unblock():
        forget()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        forget()
