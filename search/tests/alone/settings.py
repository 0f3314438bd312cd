"""The least the backend needs: the search layer and its own test models, no room of ours."""

import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="search-alone-"))

SECRET_KEY = "only for tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "modelsearch",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "search.backend", "PATH": str(SCRATCH / "index")},
}
