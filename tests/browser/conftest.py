"""A real site, served as it is in production, and a real Chromium that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.visiting import Visit
from tests.tables import shared_folder

ROOT = Path(__file__).resolve().parent.parent.parent
# Give the folder of a site built before, to try one test again quickly.
BUILT = os.environ.get("TEST_SITE", "")
PATIENCE = 240


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The real settings, whatever the machine's own `.env` says."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return (
        kept
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/portail.sqlite3",
            "SECRET_KEY": "for-the-tests-only-" + "x" * 50,
            "REDIS_URL": "",
            "S3_BUCKET": "",
            "X_ACCEL_PREFIX": "",
            "EMAIL_URL": "dummymail://",
            "DEBUG": "0",
            "HTTPS": "0",
            "DEMO": "0",
            # Browsers take keys on « localhost » or behind TLS only.
            "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
            "MFA_REQUIRED": "0",
            "SITE_NAME": "Portail",
            "PYTHONWARNINGS": "ignore",
        }
        | more
    )


def run(module: str, folder: Path, **more: str) -> None:
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="session")
def built_site(tmp_path_factory, django_db_setup, tables_file) -> Path:
    """The folder of the site, built once however many processes run the tests."""
    if BUILT:
        return Path(BUILT)
    shared = shared_folder(tmp_path_factory)
    folder, ready = shared / "site", shared / "site.ready"
    try:
        folder.mkdir()
    except FileExistsError:
        limit = time.monotonic() + PATIENCE
        while not ready.exists():
            assert time.monotonic() < limit, "The site was not built in time."
            time.sleep(0.2)
        return folder
    # Migrating takes longer than all the rest: start from the tests' own tables.
    shutil.copy(tables_file, folder / "portail.sqlite3")
    run("tests.browser.building", folder)
    ready.touch()
    return folder


@pytest.fixture(scope="session")
def site(built_site, tmp_path_factory):
    """The address of a site of our own, served by the production server."""
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(built_site, folder)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", "portal.serve", "--host", "127.0.0.1", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder, BASE_URL=address),
        stdout=log,
        stderr=log,
    )
    try:
        wait_for(f"{address}/sante/", server, folder / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


@pytest.fixture(scope="session")
def database(site, tmp_path_factory) -> Path:
    """The database of the site being visited."""
    folders = sorted(tmp_path_factory.getbasetemp().glob("served*/site"))
    return folders[-1] / "portail.sqlite3"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        assert server.poll() is None, log.read_text()[-3000:]
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own address)
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not answer: {log.read_text()[-3000:]}")


@pytest.fixture(scope="package")
def chromium():
    """One browser for these tests (its event loop must not outlive them: Django would refuse)."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing: install it, or run « make test BROWSER=0 »."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(site, chromium):
    """A fresh visitor. At the end, nothing may have gone wrong behind the page."""
    visitor = Visit(chromium, site)
    yield visitor
    visitor.close()
    assert visitor.faults == []


@pytest.fixture(scope="module")
def tour(site, chromium):
    """One visitor for a whole module, when what it keeps (cache, size) does not matter."""
    visitor = Visit(chromium, site)
    yield visitor
    visitor.close()
    assert visitor.faults == []
