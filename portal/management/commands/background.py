"""The work nobody waits for: queued tasks, and what happens at fixed times."""

import io
import logging
import sys
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.utils import is_locked_database_exception

from catalogue.productions import worker as production_worker
from members.mailing import worker as mail_worker
from search import worker as search_worker

logger = logging.getLogger("portal.background")

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
# Command, seconds between two runs, seconds before the first.
TIMETABLE = (
    # A page announced for ten o’clock is there at ten.
    ("publish_scheduled", MINUTE, 5),
    ("requeue_tasks", 30 * MINUTE, 10),
    ("warn_inactive", DAY, MINUTE),
    ("warn_proposals", DAY, 90),
    ("purge", DAY, 2 * MINUTE),
    # It knows by itself what is due: a site that restarts every day misses no Monday.
    ("send_digests", HOUR, 6 * MINUTE),
    ("send_editorial_digest", HOUR, 7 * MINUTE),
    ("remind_agreements", DAY, 5 * MINUTE),
    ("check_records", 10 * MINUTE, 90),
    ("check_records --tout", DAY, 30 * MINUTE),
    ("check_links", 15 * MINUTE, 12 * MINUTE),
    ("clearsessions", DAY, 3 * MINUTE),
    ("prune_db_task_results", DAY, 4 * MINUTE),
    ("search_index --verifie", DAY, 10 * MINUTE),
)


class Timetable(threading.Thread):
    """Runs commands at regular times; a command that fails is logged, the others go on."""

    def __init__(self, jobs=TIMETABLE, clock=time.monotonic):
        super().__init__(name="timetable", daemon=True)
        self._clock = clock
        self._due = {name: clock() + delay for name, _, delay in jobs}
        self._every = {name: seconds for name, seconds, _ in jobs}

    def run(self) -> None:
        while True:
            self.run_due()
            time.sleep(max(0.1, min(self._due.values()) - self._clock()))

    def run_due(self) -> None:
        """Run what is due now, once each."""
        now = self._clock()
        for name, moment in self._due.items():
            if moment <= now:
                self._due[name] = now + self._every[name]
                self._run(name)

    @staticmethod
    def _run(name: str) -> None:
        try:
            # The commands' usual words go nowhere: only a failure is worth a line.
            call_command(*name.split(), stdout=io.StringIO(), verbosity=0, skip_checks=True)
        except Exception:
            logger.exception("La commande %s a échoué ; elle sera relancée à son heure.", name)
        finally:
            connections.close_all()


class TaskWorker(Worker):
    """The package's worker: stops without a word, and waits when the database is busy."""

    def shutdown(self, signum, frame) -> None:
        self.running = False
        if not self.running_task:
            sys.exit(0)

    def run_forever(self) -> None:
        while self.running:
            try:
                self.run()
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                logger.warning("Base de données occupée : nouvel essai.")


class Command(BaseCommand):
    help = "Exécute les tâches de fond et les travaux à heure fixe, jusqu’à l’arrêt."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Secondes entre deux regards sur la file."
        )

    def handle(self, *args, interval: float, **options):
        worker = TaskWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        # Two lines for each task would hide what matters: only failures are worth a line.
        for name in ("django_tasks", "django_tasks_db"):
            logging.getLogger(name).setLevel(logging.WARNING)
        Timetable().start()
        search_worker.start()
        mail_worker.start()
        production_worker.start()
        worker.run_forever()
