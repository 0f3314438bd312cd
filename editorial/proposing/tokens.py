"""The signed link of a proposal: whoever holds it writes in it, nobody else.

It names the proposal and the number of its links; it says nothing else, and lives thirty days.
Its signature makes it unguessable: no cookie and no other proof is asked.
"""

import re
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from editorial.proposing.models import Proposal

SALT = "editorial.proposing"
LIFE = timedelta(days=30)
# A page opened just before the end may still be saved.
GRACE = timedelta(days=1)


class Closed(Exception):
    """This link opens nothing.

    `expired`: its own signature is right, it is only too old, or replaced.
    """

    def __init__(self, *, expired: bool = False):
        super().__init__("Ce lien n’ouvre plus rien.")
        self.expired = expired


def token_of(proposal: Proposal) -> str:
    """A new link's secret, from now on for thirty days."""
    return _signer().sign(f"{proposal.identifier.hex}.{proposal.token_version}").replace(":", "~")


def link_of(proposal: Proposal, *place: str) -> str:
    """The full address, as a mail gives it. `place`: a section, and where in it."""
    section, *anchor = place or ("",)
    token = token_of(proposal)
    name, args = ("section", [token, section]) if section else ("proposal", [token])
    address = reverse(f"editorial:{name}", args=args)
    return f"{settings.WAGTAILADMIN_BASE_URL}{address}{'#' if anchor else ''}{''.join(anchor)}"


def proposal_of(token: str, *, writing: bool = False) -> Proposal:
    """The proposal that this link opens. Raises `Closed`.

    `writing`: something typed comes with it; a link that has just expired still takes it.
    """
    signed = token.replace("~", ":")
    try:
        life = LIFE + GRACE if writing else LIFE
        value = _signer().unsign(signed, max_age=life)
    except signing.SignatureExpired as error:
        raise Closed(expired=True) from error
    except signing.BadSignature as error:
        raise Closed from error
    found = re.fullmatch(r"([0-9a-f]{32})\.([0-9]{1,9})", value)
    if not found:
        raise Closed
    proposal = Proposal.objects.filter(identifier=UUID(found[1])).first()
    if proposal is None or proposal.token_version != int(found[2]):
        raise Closed(expired=True)
    return proposal


def key_of(email: str) -> str:
    """The fingerprint of an address: the same for the same mailbox, nobody can go back from it."""
    return salted_hmac(SALT, email.strip().casefold(), algorithm="sha256").hexdigest()


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)
