"""The address to answer at, and the variables the site is started with."""

import errno
import ipaddress
import os
import re
import secrets
import socket
from dataclasses import dataclass

from .places import ENV_FILE, env_file_values, setting
from .words import Refusal, say

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (recognised, not chosen)


@dataclass(frozen=True)
class Address:
    """Where the site listens (`ip`, `port`) and the name people type (`name`)."""

    name: str
    ip: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{bracketed(self.name)}:{self.port}/"

    @property
    def is_default(self) -> bool:
        return (self.name, self.port) == (DEFAULT_HOST, DEFAULT_PORT)

    @property
    def is_local(self) -> bool:
        return ipaddress.ip_address(self.ip.partition("%")[0]).is_loopback

    @property
    def probe_ip(self) -> str:
        """Where to knock to know whether the site answers."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.ip, self.ip)  # noqa: S104


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def read_address(host: str, port: str) -> Address:
    """The address asked for. Raises `Refusal` when it makes no sense."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT={port} n’est pas un numéro de port : donnez un nombre de 1 à 65535.")
    host = host.strip("[] ") or DEFAULT_HOST
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refusal(f"HOST={host} n’est pas une adresse connue de cette machine.") from error
    found.sort(key=lambda item: item[0] != socket.AF_INET)
    ip = str(found[0][4][0])
    name = machine_ip() if ip in EVERYWHERE else host
    return Address(name=name, ip=ip, port=int(port))


def require_free(address: Address) -> None:
    """Raises `Refusal` when the site could not listen at this address."""
    reason = _why_not(address.ip, address.port)
    if reason is None:
        return
    if isinstance(reason, PermissionError):
        raise Refusal(
            f"Le port {address.port} est réservé au système : choisissez un port à partir de "
            "1024, par exemple avec « make start PORT=8000 »."
        )
    if reason.errno == errno.EADDRINUSE:
        free = next(
            (n for n in range(address.port + 1, 65536) if _why_not(address.ip, n) is None), 8080
        )
        raise Refusal(
            f"Le port {address.port} est déjà occupé par un autre programme (peut-être le "
            f"portail lui-même). Essayez : make start PORT={free}"
        )
    raise Refusal(f"L’adresse {address.ip} n’est pas celle de cette machine : corrigez HOST.")


def _why_not(ip: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ip, port))
        except OSError as error:
            return error
    return None


def machine_ip() -> str:
    """The address by which neighbours reach this machine (nothing is sent)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect(("192.0.2.1", 9))
            return str(trial.getsockname()[0])
        except OSError:
            return DEFAULT_HOST


def ensure_secret() -> None:
    """A secret key, made once and kept in `.env`, unless one is already given."""
    if os.environ.get("SECRET_KEY") or env_file_values().get("SECRET_KEY"):
        return
    line = f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
    text = ENV_FILE.read_text(encoding="utf-8") if ENV_FILE.is_file() else ""
    text = re.sub(r"^(export )?SECRET_KEY=.*\n?", "", text, flags=re.MULTILINE)
    if text and not text.endswith("\n"):
        text += "\n"
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text + line)
    say("Clé secrète créée dans le fichier .env (à garder pour vous).")


def site_environment(address: Address, **extra: str) -> dict[str, str]:
    """The variables of the site's processes: the address decides what nobody decided."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"} | extra
    if address.is_default:
        return environment
    if not setting("BASE_URL"):
        environment["BASE_URL"] = address.url.rstrip("/")
    if not setting("ALLOWED_HOSTS"):
        names = ["127.0.0.1", "localhost", "[::1]", bracketed(address.name), bracketed(address.ip)]
        if address.ip in EVERYWHERE:
            names += [socket.gethostname(), f"{socket.gethostname()}.local"]
        environment["ALLOWED_HOSTS"] = ",".join(dict.fromkeys(names))
    return environment
