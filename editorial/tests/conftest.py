from tests.shared import site  # noqa: F401 (a fixture)
