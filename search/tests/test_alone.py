"""The backend with models, in a process of its own: other settings, none of our rooms.

To see one of these tests fail by name:
    python -m pytest -c search/tests/alone/pytest.ini --confcutdir search/tests/alone \
        search/tests/alone
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALONE = Path("search") / "tests" / "alone"


def test_the_backend_works_alone_and_keeps_the_contract_of_its_family():
    kept = ("DJANGO", "PYTEST", "COV")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(kept)}
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ALONE / "pytest.ini")]
    command += ["--rootdir", str(ALONE), "--confcutdir", str(ALONE), str(ALONE)]
    done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
        command, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
