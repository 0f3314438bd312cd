"""Tests: hermetic and fast. No network, temporary folders, immediate tasks."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import MIDDLEWARE, STORAGES, TEMPLATES, WAGTAILSEARCH_BACKENDS

_TMP = Path(tempfile.mkdtemp(prefix="portail-test-"))
atexit.register(shutil.rmtree, _TMP, ignore_errors=True)
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "TEST": {"NAME": os.environ.get("TEST_DATABASE", ":memory:")},
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "members.throttling.hashed_key",
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
# The tests of the second factor ask for it.
MFA_REQUIRED = False
# The tests of the page cache switch it on.
PAGE_CACHE_SECONDS = 0
DATA_DIR = _TMP
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# What the queue sends is found in `django.core.mail.outbox`.
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
DEMO = False
MEDIA_ROOT = _TMP / "media"
# Not built: saving costs nothing, searches fall back on the database. The tests of the
# search build an index of their own.
WAGTAILSEARCH_BACKENDS["default"]["PATH"] = _TMP / "search"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(_TMP / "prive")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are served straight from their source folders.
STATIC_ROOT = _TMP / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["debug"] = True
MIDDLEWARE = list(MIDDLEWARE)
