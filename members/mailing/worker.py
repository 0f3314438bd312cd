"""The thread of the background process that sends mails."""

from members.mailing.delivering import deliver_due
from search.worker import Repeated

# Seconds between two looks at the queue.
PAUSE = 2.0


def start() -> Repeated:
    """Start it."""
    thread = Repeated("mail-queue", deliver_due, PAUSE)
    thread.start()
    return thread
