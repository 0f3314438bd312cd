"""Running a module of the tests in a process of its own, with the real settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import source


def said_by(module: str, database: str, folder: Path, timeout: int, **more: str):
    """What `python -m module` says in JSON on its last line; `timeout` in seconds.

    `more` are further variables of the environment. A module that fails fails the test.
    """
    settings = {
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "SECRET_KEY": "x" * 50,
        "DEMO": "0",
        "MFA_REQUIRED": "0",
        "DEBUG": "0",
    }
    answer = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-W", "ignore", "-m", module],
        cwd=source.ROOT,
        env={**os.environ, **settings, **more},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout.splitlines()[-1])
