"""Every address of the project, read from the URL configuration, with something in its blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

# Answers that mean « not for you »: refused, unknown, or sent to sign in.
REFUSALS = (401, 403, 404, 410)
DOORS = ("/compte/connexion/", "/admin/login/")
ADMIN_HOME = "/admin/"


@dataclass(frozen=True)
class Address:
    """`route` as the configuration writes it, without the signs of regular expressions."""

    name: str
    route: str

    @property
    def id(self) -> str:
        return self.name or self.route

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")


def every_address() -> list[Address]:
    """All of them, Wagtail's and the packages' included."""
    return [Address(name, plain(route)) for route, name in _walk(get_resolver().url_patterns)]


def _walk(patterns, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, route, inside)
        else:
            yield route, ":".join((*spaces, pattern.name or ""))


def plain(route: str) -> str:
    """`^documents/(\\d+)/(.*)$` becomes `documents/<int:_>/<path:_>`."""
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<path:\1>", route)
    route = re.sub(r"\((\\d|\[0-9\])\+\)", "<int:_>", route)
    route = re.sub(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "<path:_>", route)
    return route.replace("^", "").replace("$", "").replace("\\", "").replace(".*", "x")


BLANKS = {
    "int": "1",
    "uuid": "00000000-0000-4000-8000-000000000009",
    "slug": "exemple",
    "str": "exemple",
    "path": "exemple",
    "": "exemple",
}


def filled(address: Address, samples: dict[str, str]) -> str:
    """The address to ask: a blank takes the sample of « address name », of its name, or a word."""

    def fill(match: re.Match) -> str:
        kind, _, name = match[1].rpartition(":")
        mine = samples.get(f"{address.name} {name}") or samples.get(name)
        return mine or BLANKS.get(kind, "exemple")

    return "/" + re.sub(r"<([^>]+)>", fill, address.route)


def turned_away(response) -> bool:
    """Whether the answer gives nothing of what stands there."""
    if response.status_code in REFUSALS:
        return True
    place = response.headers.get("Location", "")
    return response.status_code == 302 and (place.startswith(DOORS) or place == ADMIN_HOME)
