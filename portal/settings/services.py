"""What grows up by environment variables: database, cache, tasks, files, mail.

Without any variable: SQLite, the database cache, the database task queue, local folders.
"""

from .env import BASE_DIR, DATA_DIR, DEBUG, env

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/portail.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions: a writer waits its turn instead of failing midway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

# Keys name the addresses whose tries are counted: the cache holds their fingerprints only.
_counted = {"KEY_FUNCTION": "members.throttling.hashed_key"}
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    _redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    CACHES = {"default": _redis | _counted, "pages": _redis | {"KEY_PREFIX": "pages"}}
else:
    CACHES = {
        # Shared by every process: tries at the doors are counted once.
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "portal_cache",
            # Room for every count: one that is pushed out gives its tries back.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
        | _counted,
        # Whole anonymous pages, in memory (see portal/page_cache.py).
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }
# How long an anonymous page may be kept when nothing changes; 0 keeps nothing.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0 if DEBUG else 300)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

S3_BUCKET = env.str("S3_BUCKET", default="")
if S3_BUCKET:
    _s3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "file_overwrite": False,
        "default_acl": None,
    }
    _public = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3 | {"location": "media"}}
    _private = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3 | {"location": "prive", "querystring_auth": True, "querystring_expire": 60},
    }
else:
    _public = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    _private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Outside MEDIA_ROOT: whatever address it claims, only the view that asks who is
        # reading gives a private file.
        "OPTIONS": {"location": str(DATA_DIR / "prive")},
    }
STORAGES = {
    "default": _public,
    "private": _private,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list = []

# Set to the proxy's internal prefix (nginx) to let it send private files itself.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")

# Every mail is written in a queue first (members/mailing), then sent by this transport.
EMAIL_BACKEND = "members.mailing.backend.QueueBackend"
if env.str("EMAIL_URL", default=""):
    _mail = env.email("EMAIL_URL")
    MAIL_TRANSPORT = _mail.pop("EMAIL_BACKEND")
    globals().update(_mail)
else:
    MAIL_TRANSPORT = "members.mailing.folder.FolderBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "courriels")
# A server that does not answer is not waited for longer, in seconds.
EMAIL_TIMEOUT = 30
MAIL_SITE_NAME = "portal.presenting.site_name"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portail@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

DEMO_DIR = BASE_DIR / "portal" / "demo"
