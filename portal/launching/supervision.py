"""The site while it runs: the server and the background work live and stop together."""

import http.client
import time
from urllib.parse import urlsplit

from .environment import Address
from .places import setting
from .processes import Child, Stopped, end_all
from .words import say, warn

HEALTH = "/sante/"
STEP = 0.1


class Site:
    """The two processes of a site that runs."""

    def __init__(
        self,
        address: Address,
        server: list[str],
        background: list[str],
        environment: dict[str, str],
    ):
        self.address = address
        self._commands = {"server": server, "background": background}
        self._environment = environment
        self._children: dict[str, Child] = {}

    def run(self) -> int:
        """Until Ctrl-C (0), or until one of the two dies (1) and the other is stopped."""
        try:
            self._start("server")
            if not self._wait_for_answer():
                return self._server_never_answered()
            self._start("background")
            self._announce()
            return self._watch()
        except Stopped:
            say("\nArrêt du portail…")
            end_all(list(self._children.values()))
            say("Le portail est arrêté.")
            return 0
        finally:
            end_all(list(self._children.values()))

    def _start(self, name: str) -> None:
        self._children[name] = Child(self._commands[name], self._environment)

    def _wait_for_answer(self) -> bool:
        """Wait for the first answer. False when the server dies before it."""
        while self._children["server"].code() is None:
            status = self._health()
            if status is not None:
                if status >= 500:
                    warn("Le portail répond, mais signale une panne : voyez les messages.")
                return True
            time.sleep(STEP)
        return False

    def _health(self) -> int | None:
        connection = http.client.HTTPConnection(
            self.address.probe_ip, self.address.port, timeout=10
        )
        try:
            connection.request("GET", HEALTH, headers={"Host": self._public_name()})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _public_name(self) -> str:
        """The host name the site accepts, which may not be the address it listens at."""
        return urlsplit(setting("BASE_URL") or self.address.url).netloc

    def _server_never_answered(self) -> int:
        code = self._children["server"].code()
        warn("Le portail n’a pas pu démarrer : la raison est écrite juste au-dessus.")
        return code if code and code > 0 else 1

    def _announce(self) -> None:
        say(f"\nLe portail est ouvert : {self.address.url}")
        public = setting("BASE_URL").rstrip("/")
        if public and public != self.address.url.rstrip("/"):
            say(f"Son adresse publique, d’après BASE_URL : {public}/")
        say("Pour l’arrêter : Ctrl-C.")

    def _watch(self) -> int:
        names = {"server": "Le serveur s’est arrêté", "background": "Les tâches de fond ont cessé"}
        while True:
            for key, words in names.items():
                code = self._children[key].code()
                if code is not None:
                    warn(f"{words} sans prévenir (code {code}) : le portail entier s’arrête.")
                    return 1
            time.sleep(STEP * 5)
