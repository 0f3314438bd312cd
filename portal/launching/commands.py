"""The launcher's verbs: what `make` calls."""

import argparse
import errno
import os

from .environment import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    Address,
    ensure_secret,
    read_address,
    require_free,
    site_environment,
)
from .packages import TESTS, ensure_packages, runtime_files
from .places import ENV_FILE, ROOT, data_folder, require_writable, setting, venv_python
from .processes import Child, Stopped, listen_to_stops
from .supervision import Site
from .system import ensure_browser, ensure_pdf_libraries
from .words import Refusal, say, use_utf8, warn

BACKGROUND = ("manage.py", "background")
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Run one verb; every foreseen failure is one sentence and a non-zero code."""
    use_utf8()
    options = _parse(arguments)
    os.chdir(ROOT)
    listen_to_stops()
    try:
        return options.verb(options)
    except Refusal as refusal:
        warn(str(refusal))
    except Stopped:
        say("\nInterrompu. Relancez la commande quand vous voulez : elle reprendra.")
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads us any more (`make start | head`): everything is stopped, that is all.
        return 1
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EPERM):
            raise
        warn(f"Impossible d’écrire {error.filename or 'sur le disque'} : {error.strerror}.")
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="portal.launch", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    for name, verb in (("start", start), ("dev", develop)):
        command = verbs.add_parser(name)
        command.add_argument("--host", default=DEFAULT_HOST)
        command.add_argument("--port", default=str(DEFAULT_PORT))
        command.set_defaults(verb=verb)
    verbs.add_parser("install").set_defaults(verb=install)
    tools = verbs.add_parser("tools")
    tools.add_argument("--browser", action="store_true")
    tools.set_defaults(verb=prepare_tools)
    return parser.parse_args(arguments)


def start(options: argparse.Namespace) -> int:
    """The real thing: the server and the background work, until Ctrl-C."""
    address = _ready_to_serve(options)
    environment = site_environment(address)
    python = str(venv_python())
    server = [python, "-m", "portal.serve", "--host", address.ip, "--port", str(address.port)]
    return Site(address, server, [python, *BACKGROUND], environment).run()


def develop(options: argparse.Namespace) -> int:
    """The reloading server, with error pages for developers."""
    address = _ready_to_serve(options)
    environment = site_environment(address, DEBUG="1")
    python = str(venv_python())
    code = Child([python, "-m", "portal.serve", "--only-prepare"], environment).wait()
    if code != 0:
        return code
    host = f"[{address.ip}]" if ":" in address.ip else address.ip
    server = [python, "manage.py", "runserver", f"{host}:{address.port}"]
    return Site(address, server, [python, *BACKGROUND], environment).run()


def install(options: argparse.Namespace) -> int:
    """Everything `start` needs, without starting."""
    _install()
    return 0


def prepare_tools(options: argparse.Namespace) -> int:
    """The tools of the tests and of `make lint`; with --browser, a Chromium too."""
    ensure_pdf_libraries()
    ensure_packages(TESTS)
    if options.browser:
        ensure_browser()
    return 0


def _ready_to_serve(options: argparse.Namespace) -> Address:
    address = read_address(options.host, options.port)
    require_free(address)
    _install()
    require_writable(data_folder())
    if not address.is_local:
        warn(
            f"Attention : HOST={options.host} ouvre le portail aux autres machines. Les comptes "
            "de démonstration ont un mot de passe connu de tous : ne l’exposez pas sur Internet."
        )
    return address


def _install() -> None:
    ensure_pdf_libraries()
    ensure_packages(*runtime_files())
    if not setting("SECRET_KEY"):
        require_writable(ENV_FILE.parent)
    ensure_secret()
