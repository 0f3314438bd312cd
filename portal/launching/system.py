"""What the machine itself must have: Python's venv, the libraries of the PDF maker, a browser."""

import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import sys

from .processes import run_quietly
from .words import Pulse, Refusal, say

# What WeasyPrint loads to write PDF files: library, then Debian's package.
LIBRARIES = {
    "gobject-2.0.so.0": "libglib2.0-0",
    "pango-1.0.so.0": "libpango-1.0-0",
    "pangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "harfbuzz.so.0": "libharfbuzz0b",
    "harfbuzz-subset.so.0": "libharfbuzz-subset0",
    "fontconfig.so.1": "libfontconfig1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure_venv_module() -> None:
    """Debian ships `venv` without the part that installs pip: ask for it by its name."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    install_or_refuse([version], "le module venv de Python")
    importlib.invalidate_caches()
    if not importlib.util.find_spec("ensurepip"):
        raise Refusal("Le module venv de Python manque toujours après son installation.")


def ensure_pdf_libraries() -> None:
    """Pango and its companions draw the text of the PDF files."""
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not missing:
        return
    install_or_refuse(missing, "Pango (pour fabriquer les fichiers PDF)")
    if any(not _loads(library) for library in LIBRARIES):
        raise Refusal("Pango manque toujours après son installation : le portail ne démarre pas.")


def _loads(library: str) -> bool:
    stem = library.partition(".so")[0]
    names = [f"lib{library}"]
    if sys.platform != "linux":
        names = [ctypes.util.find_library(stem) or f"lib{stem}.dylib"]
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_browser() -> str | None:
    """A Chromium for the browser tests: `CHROMIUM`, or the system's."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen if os.access(chosen, os.X_OK) else None
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def ensure_browser() -> str:
    path = find_browser()
    if path:
        return path
    install_or_refuse(
        ["chromium"],
        "le navigateur Chromium (pour les tests)",
        "Ou lancez les autres tests seulement : make test BROWSER=0",
    )
    path = find_browser()
    if path is None:
        raise Refusal("Chromium manque toujours après son installation : les tests s’arrêtent.")
    return path


def install_or_refuse(packages: list[str], what: str, otherwise: str = "") -> None:
    """Install Debian packages when this account may; otherwise say the command to type."""
    names = " ".join(packages)
    advice = f"Il manque {what}. Tapez : sudo apt-get install {names}"
    if sys.platform == "darwin":
        advice = f"Il manque {what}. Tapez : brew install pango"
    advice = f"{advice}\n{otherwise}".strip()
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refusal(advice)
    say(f"Il manque {what} : installation des paquets du système ({names}).")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    )
    with Pulse("Installation par apt-get"):
        codes = [run_quietly(step, os.environ | quiet)[0] for step in steps]
    # The list may be stale and still name what we need: only the second step decides.
    if codes[-1] != 0:
        raise Refusal(f"L’installation par apt-get a échoué (réseau ?). {advice}")
