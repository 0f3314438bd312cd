"""The certificate of agreement: one tagged A4 page, with a code that anyone can check."""

import re
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from exports.document import french_date
from exports.pdf import render_page
from exports.qr import qr_svg
from members.agreement.codes import spaced, verification_url
from members.agreement.rules import CERTIFICATE_IS_PROPOSED, CERTIFIER
from members.agreement.standing import Standing, standing_of
from members.models import Agreement

STYLE = Path(__file__).parent / "certificate.css"
# A certificate bears dates: one that has ended, or not begun, says so by itself.
GIVEN = (Standing.VALID, Standing.NOT_YET, Standing.OVER)


class NotGiven(Exception):
    """No certificate for this file today; the message says why, in French."""


def why_not(agreement: Agreement) -> str:
    """Why there is no certificate today, or nothing."""
    since = french_date(timezone.localdate(agreement.state_since))
    return {
        Standing.SUSPENDED: f"L’agrément est suspendu depuis le {since}.",
        Standing.WITHDRAWN: f"L’agrément a été retiré le {since}.",
        Standing.CLOSED: "La structure n’est plus inscrite au portail.",
        Standing.NONE: f"Ce dossier est «\u00a0{agreement.get_state_display()}\u00a0».",
    }.get(standing_of(agreement), "")


def certificate(agreement: Agreement) -> bytes:
    """The PDF, dated today. Raises `NotGiven` while the agreement may not be shown off."""
    if reason := why_not(agreement):
        raise NotGiven(reason)
    today = timezone.localdate()
    page = render_to_string("members/agreement/certificate.html", _context(agreement, today))
    return render_page(page, STYLE, today)


def _context(agreement: Agreement, today) -> dict:
    structure, url = agreement.structure, verification_url(agreement)
    return {
        "certifier": CERTIFIER,
        "is_proposed": CERTIFICATE_IS_PROPOSED,
        "structure": structure,
        "siret": re.sub(
            r"(...)(...)(...)(.....)", "\\1\u00a0\\2\u00a0\\3\u00a0\\4", structure.siret
        ),
        "supports": [support.label for support in agreement.supports.all()],
        "agreement": agreement,
        "first_day": french_date(agreement.valid_from),
        "last_day": french_date(agreement.valid_until),
        "decided": agreement.decided_at and french_date(timezone.localdate(agreement.decided_at)),
        "is_over": standing_of(agreement) is Standing.OVER,
        "today": french_date(today),
        "code": spaced(agreement.code),
        "form_url": settings.WAGTAILADMIN_BASE_URL + reverse("members:verify"),
        "qr": qr_svg(url),
    }
