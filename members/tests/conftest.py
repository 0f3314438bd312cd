import pytest

from tests.shared import site  # noqa: F401 (a fixture)


@pytest.fixture
def mails_at_once(settings) -> None:
    """Mails are in `django.core.mail.outbox` as soon as they are written, without the queue."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
