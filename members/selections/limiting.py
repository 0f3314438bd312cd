"""How often one address may order an archive."""

from django.http import HttpRequest

from members.throttling import client_address, too_many

# A class that discovers the portal shares one address.
LIMIT, WINDOW = 60, 3600


def asks_too_often(request: HttpRequest) -> bool:
    """Count this order, and say whether it is one too many."""
    return too_many("archive", client_address(request), limit=LIMIT, seconds=WINDOW)
