"""The environment: `.env` beside manage.py, then the process's own variables.

The tests read neither `.env` nor a secret: they give the same result on every machine.
"""

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
if os.environ.get("DJANGO_SETTINGS_MODULE") == "portal.settings.test":
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
else:
    env.read_env(BASE_DIR / ".env")

# Everything the running site writes lives here: database, files, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
# A demonstration: its corpus, its accounts, its mails that anybody of the team may read.
DEMO = env.bool("DEMO", default=True)
