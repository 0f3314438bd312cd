"""Where a selection is read, and how other addresses carry it."""

from django.urls import reverse

# The parameter of lists and of records' pages that carries a selection being made.
PARAM = "selection"


def selection_url(text: str) -> str:
    """The address of these codes."""
    page = reverse("selection:page")
    return f"{page}?f={text}" if text else page
