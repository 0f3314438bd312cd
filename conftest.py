"""Guard rails that hold for every test, without asking for them.

- Pages of the public site hold no inline script, style or handler, and no raw template tag.
- A variable missing from one of our templates fails the test (not from Wagtail's or Django's).
- Nothing reaches the network, and no cache passes from one test to the next.

Files go to a temporary folder (portal/settings/test.py).
"""

import gc
import ipaddress
import socket
import sys
from copy import copy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from django.test import client as test_client
from django.test.utils import ContextList

from search import synonyms
from tests.order import pytest_xdist_make_scheduler, rank  # noqa: F401 (a hook)
from tests.tables import (  # noqa: F401 (fixtures)
    django_db_modify_db_settings,
    django_db_setup,
    tables_file,
    turn,
)

ROOT = Path(__file__).resolve().parent
# The editors' interface is Wagtail's; it has a content policy of its own.
NOT_OURS = ("/admin/",)
DATA_SCRIPTS = ("application/ld+json",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest files first."""
    items.sort(key=lambda item: rank(item.nodeid))


def pytest_collection_finish() -> None:
    """What was imported lives to the end: the garbage collector need not look at it again.

    It comes less often too: tests drop what they made in large lumps.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class StrictPage(HTMLParser):
    """Collects what the site's content policy would block."""

    def __init__(self):
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        values = dict(attrs)
        where = f"<{tag}> ligne {self.getpos()[0]}"
        if tag == "style" or "style" in values:
            self.faults.append(f"style dans la page : {where}")
        if tag == "script" and "src" not in values and values.get("type") not in DATA_SCRIPTS:
            self.faults.append(f"script dans la page : {where}")
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append(f"{name}= dans la page : {where}")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"javascript: dans la page : {where}")


def faults_of(html: str) -> list[str]:
    """What a page of the public site must not hold."""
    page = StrictPage()
    page.feed(html)
    left = [mark for mark in ("{{", "{%") if mark in html]
    return page.faults + [f"balise de gabarit restée dans la page : {mark}" for mark in left]


def is_public_page(response) -> bool:
    path = response.request["PATH_INFO"]
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not response.streaming and not path.startswith(NOT_OURS)


@pytest.fixture(autouse=True)
def strict_pages(monkeypatch):
    """Every page a test client receives is read with the content policy in mind.

    Files it receives are closed at the end of the test, as a server closes them.
    """
    plain_request = Client.request
    closers = []

    def strict_request(client, **request):
        response = plain_request(client, **request)
        # The test client wraps what a file streams: the response alone knows what to close.
        closers.extend(response._resource_closers)
        if is_public_page(response):
            faults = faults_of(response.content.decode())
            assert not faults, f"{response.request['PATH_INFO']} : {' ; '.join(faults)}"
        return response

    monkeypatch.setattr(Client, "request", strict_request)
    yield
    for close in closers:
        close()


class StrictVariable(str):
    """The value of a missing variable: a failure in our templates, nothing in the others.

    Django asks in this order whether it is true, whether it holds « %s », then formats it
    with the variable. False means the plain empty value, to which filters still apply.
    """

    fail = True
    origin_value = ""

    def __bool__(self) -> bool:
        return self.fail and template_in_use().is_relative_to(ROOT)

    def __contains__(self, part) -> bool:
        return part == "%s"

    def __mod__(self, variable) -> str:
        template = template_in_use().relative_to(ROOT)
        pytest.fail(f"Variable absente du gabarit {template} : {variable}")


def template_in_use() -> Path:
    """The file of the innermost template node being rendered; a foreign path when unknown."""
    frame = sys._getframe(1)
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name.startswith("render") and origin is not None:
            path = Path(origin.name)
            return Path("/") if "site-packages" in path.parts else path
        frame = frame.f_back
    return Path("/")


@pytest.fixture(autouse=True, scope="session")
def strict_variables(_fail_for_invalid_template_variable):
    """Take the place of pytest-django's own check, which also fails on Wagtail's templates."""
    from django.conf import settings
    from django.template import engines

    value = StrictVariable()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid", value)
        patch.setattr(engines["django"].engine, "string_if_invalid", value)
        yield


@pytest.fixture(autouse=True, scope="session")
def light_contexts():
    """A response keeps the context of its page, not those of the parts that the page includes.

    Django copies one for each of the many components of a page.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_client, "store_rendered_templates", keep_whole_contexts)
        yield


def keep_whole_contexts(store: dict, template, context, **rendered) -> None:
    """Of a template that is rendered by itself: a part is rendered in the context of its page."""
    if context.template is template:
        store.setdefault("context", ContextList()).append(copy(context))


class NetworkCall(AssertionError):
    """A test tried to leave the machine."""


def is_local(host) -> bool:
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:
        return host in ("localhost", "", None)
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Only this machine may be reached: anything else is a fault of the test or of the code."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise NetworkCall(f"Connexion vers {address[0]} pendant un test.")
        return connect(self, address)

    def guarded_look_up(host, *args, **kwargs):
        if not is_local(host):
            raise NetworkCall(f"Recherche du nom {host} pendant un test.")
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def empty_caches():
    """What a test leaves in a cache (site roots, counts, tries, synonyms) ends with it."""
    yield
    for name in caches:
        caches[name].clear()
    synonyms.load.cache_clear()
