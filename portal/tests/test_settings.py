"""The settings and the page that lists them agree; the tests depend on no machine."""

import re

from django.conf import settings

from portal.settings.env import BASE_DIR

READ = re.compile(r'env\.\w+\(\s*"([A-Z0-9_]+)"')


def variables_read() -> set[str]:
    """Every variable our code asks the environment for."""
    sources = [*(BASE_DIR / "portal").glob("*.py"), *(BASE_DIR / "portal/settings").glob("*.py")]
    return {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}


def test_every_variable_is_in_the_example_file_and_the_reverse():
    example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^# ([A-Z0-9_]+)=", example, flags=re.MULTILINE)) == variables_read()


def test_tests_run_without_debug_and_with_a_secret_of_their_own():
    assert not settings.DEBUG
    assert settings.SECRET_KEY.startswith("only-for-tests")
