"""Links are tried politely, never inside the network; a page is dead when two days agree."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial.checking import probing, trying
from editorial.checking.findings import Piece
from editorial.checking.links import addresses
from editorial.checking.models import Link, LinkState
from editorial.checking.probing import Answer, NotPublic, ask, is_public

ALIVE, GONE, DOWN = Answer(alive=True), Answer(gone=True), Answer()


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1"),
    ],
)
def test_an_address_inside_the_network_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_internet_is_public(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.0.0.1:5432/",
        "http://somebody:secret@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
def test_what_must_not_be_asked_is_not(url, monkeypatch):
    monkeypatch.setattr(
        probing.socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", ("127.0.0.1", 80))]
    )
    monkeypatch.setattr(probing.socket, "create_connection", pytest.fail)
    with pytest.raises(NotPublic):
        ask(url)


class Site(BaseHTTPRequestHandler):
    """A small site: /ok, /gone, /down, /head (refuses HEAD), /there (moves), /inside (moves in)."""

    asked: list[str] = []
    protocol_version = "HTTP/1.0"

    def do_HEAD(self):
        self.asked.append(f"{self.command} {self.path}")
        path = self.path.partition("?")[0]
        status = {"/gone": 404, "/down": 503, "/private": 403}.get(path, 200)
        if path == "/head" and self.command == "HEAD":
            status = 405
        if path in ("/there", "/inside", "/round"):
            status = 301
        self.send_response(status)
        onward = {"/there": "/ok", "/inside": "http://10.0.0.1/", "/round": "/round"}
        if path in onward:
            self.send_header("Location", onward[path])
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        """Silent."""


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(server, monkeypatch):
    """The address of the small site, taken for a public one."""
    monkeypatch.setattr(probing, "PORTS", (server,))
    monkeypatch.setattr(probing, "is_public", lambda ip: ip == "127.0.0.1")
    Site.asked.clear()
    return f"http://127.0.0.1:{server}"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/ok", ALIVE),
        ("/gone", GONE),
        ("/down", DOWN),
        ("/private", ALIVE),
        ("/head", ALIVE),
        ("/there", ALIVE),
        ("/round", DOWN),
        ("/café d’été", ALIVE),
    ],
)
def test_what_a_site_answers(site, path, answer):
    assert ask(site + path) == answer


def test_head_comes_first_then_get_only_when_it_is_refused(site):
    ask(f"{site}/ok")
    ask(f"{site}/head")
    assert Site.asked == ["HEAD /ok", "HEAD /head", "GET /head"]


def test_a_redirection_is_judged_like_an_address(site):
    with pytest.raises(NotPublic):
        ask(f"{site}/inside")


def test_a_site_that_is_not_there_is_out_of_reach(site, server, monkeypatch):
    monkeypatch.setattr(probing, "PORTS", (1,))
    assert ask("http://127.0.0.1:1/") == DOWN


def test_addresses_are_read_in_text_and_in_links():
    piece = Piece(
        "x", "X", "Voir (https://a.example/b).", '<a href="https://c.example/?d=1&amp;e=2">'
    )
    assert addresses(piece) == ["https://c.example/?d=1&e=2", "https://a.example/b"]


# Kept answers.


def days_ago(number: int):
    return timezone.now() - timedelta(days=number)


@pytest.mark.django_db
def test_a_page_gone_once_is_out_of_reach_and_dead_the_second_day():
    link = Link.objects.create(url="https://a.example/")
    states = []
    for answer in (ALIVE, GONE, DOWN, GONE, ALIVE):
        trying.note(link, lambda url, answer=answer: answer)
        states.append(Link.objects.get().state)
    assert states == [
        LinkState.ALIVE,
        LinkState.UNREACHABLE,
        LinkState.UNREACHABLE,
        LinkState.DEAD,
        LinkState.ALIVE,
    ]


@pytest.mark.django_db
def test_what_must_not_be_asked_is_noted_and_left():
    Link.objects.create(url="http://127.0.0.1/")
    assert trying.try_links(wait=pytest.fail) == 1
    assert Link.objects.get().state == LinkState.REFUSED
    assert trying.try_links() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days", "tried"),
    [
        (LinkState.ALIVE, 2, False),
        (LinkState.ALIVE, 15, True),
        (LinkState.UNREACHABLE, 2, True),
        (LinkState.DEAD, 2, True),
        (LinkState.REFUSED, 2, False),
    ],
)
def test_a_link_is_tried_again_when_it_is_time(state, days, tried):
    Link.objects.create(url="https://a.example/", state=state, checked_at=days_ago(days))
    assert trying.due().exists() is tried


@pytest.mark.django_db
def test_a_site_is_asked_a_few_times_with_pauses_and_a_run_is_short():
    for number in range(8):
        Link.objects.create(url=f"https://a.example/{number}")
    pauses: list[float] = []
    assert trying.try_links(ask=lambda url: ALIVE, wait=pauses.append) == trying.PER_SITE
    assert pauses == [trying.PAUSE] * (trying.PER_SITE - 1)
    late = iter([0, trying.SECONDS + 1])
    assert trying.try_links(ask=pytest.fail, clock=lambda: next(late)) == 0


@pytest.mark.django_db
def test_a_server_without_a_way_out_tries_nothing(settings):
    settings.CHECK_LINKS = False
    Link.objects.create(url="https://a.example/")
    call_command("check_links", verbosity=0)
    assert Link.objects.get().checked_at is None
