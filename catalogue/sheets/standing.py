"""« Cette version est-elle en vigueur ? »: the answer to the code printed on a sheet.

It says nothing of a record that the reader may not know of: such a code is as unknown as one
that was never printed.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils import timezone

from catalogue import access
from catalogue.models import Record, SheetEdition, State
from catalogue.sheets.content import Content, content_of
from exports.document import french_date


@dataclass(frozen=True)
class Answer:
    """What the page says; `changes` are whole sentences."""

    tone: str
    sentence: str
    text: str
    title: str = ""
    dated: str = ""
    url: str = ""
    link_label: str = ""
    changes: list[str] = field(default_factory=list)
    is_known: bool = True


UNKNOWN = Answer(
    "caution",
    "Nous ne connaissons pas ce code.",
    "Relisez-le sur la fiche. Si elle est réservée, connectez-vous, puis scannez à nouveau.",
    is_known=False,
)
WITHDRAWN = "Non, cette fiche a été retirée."


def answer_for(code: str, request: HttpRequest) -> Answer:
    """The answer for a code as it is printed; case does not count."""
    found = SheetEdition.objects.filter(code=code.upper()[:12]).select_related("record").first()
    if found is None:
        return UNKNOWN
    if found.record is None:
        text = "Elle n’est plus dans la banque. Ne vous en servez plus sans vérifier."
        return Answer("error", WITHDRAWN, text, dated=french_date(found.dated))
    return _of_record(found, found.record.specific, request)


def _of_record(edition: SheetEdition, record: Record, request: HttpRequest) -> Answer:
    if not access.can_know(request.user, record):
        return _withdrawn(edition, record, request)
    if record.state == State.REPLACED:
        text = "Une autre fiche est à lire à la place." if record.replaced_by_id else ""
        return _said(edition, record, "error", "Non, cette fiche a été remplacée.", text, request)
    content = content_of(record)
    if content.digest != edition.digest:
        return _changed(edition, record, content, request)
    text = "Ce que vous avez sur papier dit la même chose que le portail aujourd’hui."
    if record.state == State.EXPERIMENTAL:
        text += f" Attention\u00a0: {record.period_note or 'c’est une période expérimentale'}."
    sentence = "Oui, cette version est en vigueur."
    return _said(edition, record, "success", sentence, text, request)


def _withdrawn(edition: SheetEdition, record: Record, request: HttpRequest) -> Answer:
    """Nothing of a hidden notice, nor of what is live for others."""
    if record.hide_notice or access.is_published(record):
        return UNKNOWN
    text = "Elle n’est plus dans la banque. Ne vous en servez plus sans vérifier."
    return _said(edition, record, "error", WITHDRAWN, text, request, is_gone=True)


def _changed(
    edition: SheetEdition, record: Record, content: Content, request: HttpRequest
) -> Answer:
    moment = record.last_published_at
    since = f" le {french_date(timezone.localdate(moment))}" if moment else ""
    opens = access.can_open(request.user, record)
    changes = differences(edition.parts, content.parts) if opens else []
    text = f"La fiche a changé depuis{', publiée à nouveau' + since if since else ''}. "
    text += "Prenez la version d’aujourd’hui."
    sentence = "Non, cette version n’est plus à jour."
    return _said(edition, record, "caution", sentence, text, request, changes=changes)


def differences(before: list[list[str]], after: list[list[str]]) -> list[str]:
    """What changed, part by part, in words."""
    was, now = dict(before), dict(after)
    lines = [("Changé", title) for title in now if title in was and was[title] != now[title]]
    lines += [("Ajouté", title) for title in now if title not in was]
    lines += [("Retiré", title) for title in was if title not in now]
    found = [f"{verb}\u00a0: {title}" for verb, title in lines]
    shared = [title for title in now if title in was]
    if not found and shared != [title for title in was if title in now]:
        found = ["L’ordre des parties a changé."]
    return found or ["Le texte a été revu."]


def _said(edition, record, tone, sentence, text, request, *, is_gone=False, changes=()) -> Answer:
    """The answer with a way on: the record, or what replaces it."""
    follower = record.replaced_by
    target = follower if follower and access.can_know(request.user, follower) else None
    if target is None and not is_gone:
        target = record
    return Answer(
        tone,
        sentence,
        text,
        title=record.title,
        dated=french_date(edition.dated),
        url=target.get_url(request) if target else "",
        link_label=target.title if target else "",
        changes=list(changes),
    )
