"""How many tries an address gets, counted in the cache shared by every process."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: as many proxies from the right as the settings trust."""
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def too_many(scope: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one try for `key` and say whether it exceeds `limit` in this window.

    The key is hashed: no address is ever readable in the cache.
    """
    window = int(time.time() // seconds)
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{key}".encode()).hexdigest()[:32]
    name = f"tries:{scope}:{digest}:{window}"
    if cache.add(name, 1, timeout=seconds):
        return limit < 1
    try:
        return cache.incr(name) > limit
    except ValueError:
        # The window ended between the two calls: this is the first try of the next one.
        cache.add(name, 1, timeout=seconds)
        return limit < 1
