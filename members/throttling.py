"""How many tries an address gets, counted in the cache shared by every process."""

import hashlib
import time
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

# When the server does not know who speaks (a local socket without a trusted proxy).
NOWHERE = "0.0.0.0"  # noqa: S104 (written, never listened on)


def client_address(request: HttpRequest) -> str:
    """The client's address: as many proxies from the right as the settings trust.

    What a proxy hands over is believed only when it is an address; what stands further left is
    whatever the client wrote.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    forwarded = _address(hops[-proxies]) if proxies and len(hops) >= proxies else ""
    return forwarded or _address(request.META.get("REMOTE_ADDR", "")) or NOWHERE


def _address(text: str) -> str:
    """An IP address written alone, between brackets or with its port; nothing otherwise."""
    text = text.strip()
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    for candidate in (bare, bare.partition(":")[0]):
        try:
            return str(ip_address(candidate.partition("%")[0]))
        except ValueError:
            continue
    return ""


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """How the cache names what it holds (`KEY_FUNCTION`): by a fingerprint nobody can go back from.

    Limits on tries name the addresses of people; none is readable in the cache.
    """
    return hashlib.sha256(f"{settings.SECRET_KEY}{key_prefix}{version}{key}".encode()).hexdigest()


def too_many(scope: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one try for `key` and say whether it exceeds `limit` in this window."""
    name = f"tries:{scope}:{key}:{int(time.time() // seconds)}"
    if cache.add(name, 1, timeout=seconds):
        return limit < 1
    try:
        return cache.incr(name) > limit
    except ValueError:
        # The window ended between the two calls: this is the first try of the next one.
        cache.add(name, 1, timeout=seconds)
        return limit < 1
