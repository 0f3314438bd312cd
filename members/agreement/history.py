"""The life of a file in plain words, from the journal: what, when, by which side; no names."""

from django.utils import timezone
from django.utils.formats import date_format

from members.agreement.transitions import BY_NAME
from members.models import Act, Agreement, JournalEntry
from members.permissions import Quality

# What the structure may read. Notes of the certifier are said with the decision they lead to.
TOLD = (Act.OPENED, Act.MOVE, Act.VISIT_PLANNED, Act.VISIT_DONE)
SIDES = {
    Quality.REFERENT: "Par la structure.",
    Quality.CERTIFIER: "Par le certificateur.",
    Quality.SYSTEM: "Par le portail, à la date prévue.",
}


def entries_of(agreement: Agreement) -> list[JournalEntry]:
    """The lines of the journal that the structure may read, the newest first; one query."""
    return list(agreement.journal.filter(act__in=TOLD))


def timeline(entries: list[JournalEntry]) -> list[dict]:
    """What `components/timeline.html` shows."""
    return [
        {
            "date": moment(entry.at),
            "title": _title(entry),
            "text": " ".join(filter(None, (SIDES.get(entry.quality, ""), entry.reason))),
            "source": "",
        }
        for entry in entries
    ]


def reason_for(agreement: Agreement, entries: list[JournalEntry]) -> str:
    """Why the file is in its state, in the words of whoever moved it there."""
    for entry in entries:
        if entry.act == Act.MOVE and entry.to_state == agreement.state:
            return entry.reason
    return ""


def moment(at) -> str:
    """A day and an hour in French: « 3 mars 2027 à 14 h 05 »."""
    return date_format(timezone.localtime(at), "j F Y à G\u00a0\\h\u00a0i")


def hour(at) -> str:
    """« à 14 h 05 », with the day when it is not today."""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return date_format(local, "à G\u00a0\\h\u00a0i")
    return date_format(local, "\\l\\e j F à G\u00a0\\h\u00a0i")


def _title(entry: JournalEntry) -> str:
    move = BY_NAME.get(entry.transition)
    return move.done if move else entry.get_act_display()
