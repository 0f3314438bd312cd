"""The thread of the background process that has productions made, one at a time.

Each is made in a process of its own (`manage.py make_production`): a reader who cancels stops
it in the middle of a page, what it eats in memory is given back, and when it dies only it dies.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from catalogue.models import Production
from catalogue.productions import making
from search.worker import Repeated

logger = logging.getLogger(__name__)

# Seconds between two looks at the queue; between two signs of life of a maker.
PAUSE, BEAT = 1.0, 2.0
# Seconds after which a maker is stopped.
LONGEST = 30 * 60


def start() -> Repeated:
    """Start it."""
    thread = Repeated("productions", make_next, PAUSE)
    thread.start()
    return thread


def make_next() -> bool:
    """Have the next production made, and wait for its end; false when none waits."""
    production = making.claim_next()
    # Nothing of ours is held open during the minutes that follow.
    connections.close_all()
    if production is None:
        return False
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "make_production"]
    maker = subprocess.Popen(  # noqa: S603 (our own command)
        [*command, str(production.identifier), production.token, str(os.getpid())],
        stdin=subprocess.DEVNULL,
    )
    try:
        maker.wait(LONGEST)
    except subprocess.TimeoutExpired:
        making.give_up(production)
    finally:
        if maker.poll() is None:
            maker.kill()
            maker.wait()
    if maker.returncode not in (0, Pulse.STOPPED):
        logger.warning("Le faiseur de %s est mort (%s).", production, maker.returncode)
        making.take_back(making.mine(production))
    return True


class Pulse(threading.Thread):
    """In the maker's process: says that it lives; ends the process when nobody wants it.

    That is: the reader cancelled, another maker took over, or the background process died.
    """

    STOPPED = 3

    def __init__(self, production: Production, parent: int) -> None:
        """`parent`: the process that started this one. It may be dead already."""
        super().__init__(name="pulse", daemon=True)
        self.production = production
        self._parent = parent

    def run(self) -> None:
        while self._is_wanted():
            time.sleep(BEAT)
        if self._is_orphan():
            # Whoever takes the place of the dead process need not wait for the silence.
            with suppress(DatabaseError):
                making.take_back(making.mine(self.production))
        # Not an exception in the other thread: whatever it is doing, it stops here.
        os._exit(self.STOPPED)

    def _is_orphan(self) -> bool:
        return os.getppid() != self._parent

    def _is_wanted(self) -> bool:
        if self._is_orphan():
            return False
        try:
            return making.beat(self.production)
        except DatabaseError:
            return True
        finally:
            connections.close_all()
