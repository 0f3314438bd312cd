"""The verification code of a certificate: as printed, and as people type it."""

import re

from django.conf import settings
from django.urls import reverse

from members.models.agreement import CODE_LETTERS, Agreement

LENGTH = 12
# What stands between groups, typed or pasted.
BETWEEN = re.compile(r"[\s.\-‐-―_]+")
# A code never holds these signs: read as the letter of a code that looks most like them.
LOOK_ALIKE = str.maketrans("O0I1L", "QQJJJ")
WRITTEN = re.compile(rf"[{CODE_LETTERS}]{{{LENGTH}}}")


def read_code(typed: str) -> str:
    """The code someone meant: spaces, dashes, case do not count. Empty when it is no code."""
    code = BETWEEN.sub("", typed[:100]).upper().translate(LOOK_ALIKE)
    return code if WRITTEN.fullmatch(code) else ""


def spaced(code: str) -> str:
    """The code in groups of four, easy to read aloud."""
    return "\u00a0".join(code[start : start + 4] for start in range(0, len(code), 4))


def verification_url(agreement: Agreement) -> str:
    """The full address where anyone checks this agreement."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("members:verify_code", args=[agreement.code])
