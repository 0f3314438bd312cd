"""What staff may read of a mail: never a link or a code that would open somebody's account.

On a demonstration, where mails are files and nobody has a mailbox, everything shows.
"""

import re

from django.conf import settings

from members.mailing.kinds import kind_of
from members.models import OutgoingMail

HIDDEN = "[lien masqué]"
HIDDEN_CODE = "[code masqué]"
FOLDER = "members.mailing.folder.FolderBackend"
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
# What `django.core.signing` makes, in an address.
_SIGNED = re.compile(r"[\w-]+:[\w-]+:[\w-]{20,}")
# A code, alone on its line or after a colon.
_CODE = re.compile(
    r"(?m)(^[ \t]*|:[ \xa0]*)([A-Z0-9]{4,}|[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})+)(?=[.\s]*$)"
)


def shows_everything() -> bool:
    """Whether this site has no mail server and is a demonstration."""
    return settings.DEMO and settings.MAIL_TRANSPORT == FOLDER


def readable(mail: OutgoingMail) -> str:
    """The words of a mail, for those who keep the site."""
    if shows_everything():
        return mail.text
    if kind_of(mail.kind).plain:
        return _ADDRESS.sub(_hide_signed, mail.text)
    return _CODE.sub(rf"\1{HIDDEN_CODE}", _ADDRESS.sub(HIDDEN, mail.text))


def _hide_signed(address: re.Match) -> str:
    return HIDDEN if _SIGNED.search(address.group()) else address.group()
