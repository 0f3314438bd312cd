"""Where things are: the project's folder, its Python packages, what the site writes."""

import os
import tempfile
from pathlib import Path

from .words import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
ENV_FILE = ROOT / ".env"


def venv_python() -> Path:
    return VENV / "bin" / "python"


def env_file_values() -> dict[str, str]:
    """What `.env` says; the process's own variables win over it, as in the settings."""
    if not ENV_FILE.is_file():
        return {}
    values: dict[str, str] = {}
    for line in ENV_FILE.read_text(encoding="utf-8").splitlines():
        name, equal, value = line.strip().removeprefix("export ").partition("=")
        if equal and not name.startswith("#"):
            values.setdefault(name.strip(), value.strip().strip("'\""))
    return values


def setting(name: str) -> str:
    """One variable, from the process or from `.env`; empty when neither gives it."""
    return os.environ.get(name) or env_file_values().get(name, "")


def data_folder() -> Path:
    return Path(setting("DATA_DIR") or ROOT / "var")


def require_writable(folder: Path) -> None:
    """Create the folder if need be and try to write in it. Raises `Refusal` otherwise."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Refusal(
            f"Le dossier {folder} ne peut pas être modifié ({error.strerror}). "
            "Donnez-vous le droit d’y écrire, ou copiez le portail dans un dossier à vous."
        ) from error
