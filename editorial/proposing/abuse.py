"""Abuse kept out without a captcha nor a third party: a field nobody sees, time, rates, sizes.

An honest person who looks like a machine is shown the same page again, with one more button.
"""

import re
import time
from datetime import timedelta

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from editorial.proposing.models import Proposal
from members.throttling import client_address, too_many

HOUR = 3600
LINKS_PER_PLACE, LINKS_PER_MAILBOX, WRITES_PER_PROPOSAL = 20, 5, 900
# Nobody types an address in less, nor tells a practice.
QUICKEST_ASK = 2
QUICKEST_PROPOSAL = timedelta(minutes=2)
WEB_LINKS_MAX = 15
WEIGHT_MAX = 200_000
_WEB_LINK = re.compile(r"(?i)\bhttps?://|\bwww\.")
_SALT = "editorial.proposing.shown"


class TrapFields(forms.Form):
    """What a machine fills or forgets. `sure` is the button of an honest person."""

    website = forms.CharField(
        label="Ne remplissez pas ce champ",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def looks_like_a_machine(self) -> bool:
        """Whether to ask once more."""
        said = self.cleaned_data
        if said.get("sure"):
            return False
        return bool(said.get("website")) or _seconds_since(said.get("shown", "")) < QUICKEST_ASK


def shown_now() -> str:
    """When a form was shown, signed: it goes with the form."""
    return signing.dumps(int(time.time()), salt=_SALT)


def _seconds_since(shown: str) -> float:
    try:
        return time.time() - signing.loads(shown, salt=_SALT, max_age=24 * HOUR)
    except signing.SignatureExpired:
        return 24 * HOUR
    except (signing.BadSignature, TypeError):
        return 0


def too_many_links(request: HttpRequest, key: str) -> bool:
    """Whether this place, or this mailbox, asked for too many links this hour."""
    place = too_many("propose", client_address(request), limit=LINKS_PER_PLACE, seconds=HOUR)
    mailbox = too_many("propose-mail", key, limit=LINKS_PER_MAILBOX, seconds=HOUR)
    return place or mailbox


def too_many_writes(proposal: Proposal) -> bool:
    """Whether this proposal is written by something faster than people."""
    key = str(proposal.pk)
    return too_many("propose-write", key, limit=WRITES_PER_PROPOSAL, seconds=HOUR)


def was_too_quick(proposal: Proposal) -> bool:
    """Whether a whole practice was told in less time than it takes to read the questions."""
    begun = proposal.begun_at or timezone.now()
    return timezone.now() - begun < QUICKEST_PROPOSAL


def why_not_acceptable(answers: dict[str, dict]) -> str:
    """Why these answers cannot be sent as they are, or nothing."""
    text = "\n".join(_words(answers))
    links = len(_WEB_LINK.findall(text))
    if links > WEB_LINKS_MAX:
        return (
            f"Vos textes contiennent {links} adresses de sites, et {WEB_LINKS_MAX} au plus sont "
            "possibles. Gardez les plus utiles."
        )
    if len(text) > WEIGHT_MAX:
        return "Vos textes sont trop longs pour une seule pratique. Raccourcissez-les."
    return ""


def _words(value) -> list[str]:
    """Every text of an answer, whatever its shape."""
    if isinstance(value, dict):
        return [word for item in value.values() for word in _words(item)]
    if isinstance(value, list):
        return [word for item in value for word in _words(item)]
    return [str(value)] if value is not None else []
