"""Send what is due. A mail is claimed before it leaves and marked after: a killed process
loses none, and sends one twice only if it dies between the server's answer and the mark.
"""

import logging
import smtplib
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DatabaseError, models
from django.db.models import F, Q
from django.dispatch import Signal
from django.utils import timezone

from members.mailing.kinds import kind_of
from members.mailing.sending import fault_of, one_line
from members.models import MailState, OutgoingMail

logger = logging.getLogger(__name__)

# Between a try that failed and the next one; after the last, the mail is given up.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# How long a process may take over one mail; longer, it is dead.
CLAIM = timedelta(minutes=10)
# Seconds between two attempts to write down that a mail has left.
PATIENCE = (0.2, 1, 5, 15, 30)

USELESS = "Il n’avait plus lieu d’être."

# Sent once a mail has left, with the `mail`.
mail_sent = Signal()


def deliver_due() -> int:
    """Send every mail that is due, each on its own; returns how many have left."""
    sent = 0
    while mail := _claim():
        sent += deliver(mail)
    return sent


def due() -> models.QuerySet:
    """Mails to send now that nobody is sending."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = OutgoingMail.objects.filter(free, state=MailState.WAITING, next_try__lte=now)
    return waiting.order_by("next_try", "pk")


def _claim() -> OutgoingMail | None:
    for pk in due().values_list("pk", flat=True)[:20]:
        until = timezone.now() + CLAIM
        # The database lets one process only pass from free to claimed.
        if due().filter(pk=pk).update(claimed_until=until, tries=F("tries") + 1):
            return OutgoingMail.objects.get(pk=pk)
    return None


def deliver(mail: OutgoingMail) -> bool:
    """Send a mail that was claimed, and write down what became of it."""
    try:
        reason = _reason_to_stop(mail)
        if reason:
            _note(mail, state=MailState.GIVEN_UP, last_error=reason)
            return False
        message_of(mail).send()
    except DatabaseError:
        # Nothing left: the claim runs out and the mail is taken up again.
        raise
    except Exception as error:
        _put_off(mail, error)
        return False
    _mark_sent(mail)
    return True


def _reason_to_stop(mail: OutgoingMail) -> str:
    """Why it must not leave, or nothing."""
    wanted = kind_of(mail.kind).still_wanted
    return fault_of(mail.recipients) or (USELESS if wanted and not wanted(mail) else "")


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as Django sends it."""
    headers = dict(mail.headers)
    answer = headers.pop("Reply-To", "")
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=mail.recipients,
        reply_to=[answer] if answer else None,
        headers=headers,
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _mark_sent(mail: OutgoingMail) -> None:
    for pause in (*PATIENCE, None):
        try:
            _note(mail, state=MailState.SENT, sent_at=timezone.now(), last_error="")
            break
        except DatabaseError:
            if pause is None:
                raise
            time.sleep(pause)
    for _receiver, answer in mail_sent.send_robust(sender=OutgoingMail, mail=mail):
        if isinstance(answer, Exception):
            logger.error("Suite d’un courriel parti : échec.", exc_info=answer)


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    said, for_good = explained(error)
    if for_good or mail.tries > len(WAITS):
        _note(mail, state=MailState.GIVEN_UP, last_error=said)
        logger.warning("Courriel %s abandonné : %s", mail.pk, said)
    else:
        _note(mail, next_try=timezone.now() + WAITS[mail.tries - 1], last_error=said)


def _note(mail: OutgoingMail, **changes) -> None:
    """Write down; a mail that staff stopped meanwhile stays stopped, unless it has left."""
    rows = OutgoingMail.objects.filter(pk=mail.pk)
    if changes.get("state") != MailState.SENT:
        rows = rows.filter(state=MailState.WAITING)
    rows.update(claimed_until=None, **changes)


def explained(error: Exception) -> tuple[str, bool]:
    """(why a mail did not leave, in French; whether trying again is useless)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [answer[0] for answer in error.recipients.values()]
        said = "Le serveur de courriel refuse cette adresse"
        return _with(said, error), bool(codes) and min(codes) >= 500
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _with("Le serveur de courriel refuse notre mot de passe", error), False
    if isinstance(error, smtplib.SMTPResponseException):
        return _with("Le serveur de courriel refuse ce message", error), error.smtp_code >= 500
    if isinstance(error, OSError | smtplib.SMTPException):
        return _with("Le serveur de courriel ne répond pas", error), False
    # What is wrong with the mail itself will be as wrong next time.
    return _with("Ce courriel ne peut pas être écrit", error), isinstance(error, ValueError)


def _with(said: str, error: Exception) -> str:
    detail = one_line(f"{type(error).__name__} {error}")
    return f"{said} ({detail})."[:500]
