"""Asking an address whether it still answers, without ever reaching inside the network.

An editor may write any address in a record: the server asks only http and https, on their
usual ports, at addresses that are public. The name is resolved once and the connection goes
to the very address that was judged; each redirection is judged again. HEAD, then GET for
servers that refuse HEAD; the body is never read.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

SECONDS = 6
REDIRECTIONS = 4
PORTS = (80, 443)
GONE = (404, 410)
# The server is there; what it wants (an account, fewer questions) says nothing of the page.
THERE = (401, 402, 403, 405, 406, 407, 412, 418, 421, 423, 425, 426, 428, 429, 431, 451)
HEADERS = {"User-Agent": "Mozilla/5.0 (verification de liens)", "Accept": "*/*"}


class NotPublic(Exception):
    """An address that the server must not ask."""


@dataclass(frozen=True)
class Answer:
    """What came back: `alive`, `gone` (404 or 410) or neither: out of reach today."""

    alive: bool = False
    gone: bool = False


def is_public(ip: str) -> bool:
    """Whether an address belongs to the open internet."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address.teredo or address in ipaddress.ip_network("64:ff9b::/96"):
            return False
        if inside:
            return is_public(str(inside))
    return address.is_global and not address.is_multicast and not address.is_reserved


def ask(url: str) -> Answer:
    """What this address answers. Raises NotPublic for one that must not be asked."""
    try:
        status = _follow("HEAD", url)
        if not 200 <= status < 400:
            status = _follow("GET", url)
    except (OSError, http.client.HTTPException, ValueError):
        return Answer()
    return Answer(alive=200 <= status < 400 or status in THERE, gone=status in GONE)


def _follow(method: str, url: str) -> int:
    for _step in range(REDIRECTIONS + 1):
        status, onward = _once(method, url)
        if onward is None:
            return status
        url = urljoin(url, onward)
    return 599


def _once(method: str, url: str) -> tuple[int, str | None]:
    """The status, and where a redirection leads."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in ("http", "https") or port not in PORTS or parts.username:
        raise NotPublic(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    connection = _connection(parts.scheme, host, port)
    try:
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request(method, _quoted(target), headers=HEADERS)
        response = connection.getresponse()
        onward = response.getheader("Location") if 300 <= response.status < 400 else None
        return response.status, onward
    finally:
        connection.close()


def _quoted(target: str) -> str:
    return quote(target, safe="/%:=&?~#+!$,;'@()*[]")


def _connection(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    """A connection open to the address that was judged, whatever the name says later."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [entry[4][0] for entry in found]
    if not ips or not all(map(is_public, ips)):
        raise NotPublic(host)
    channel = socket.create_connection((ips[0], port), timeout=SECONDS)
    if scheme == "http":
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    else:
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)
        try:
            channel = context.wrap_socket(channel, server_hostname=host)
        except OSError:
            channel.close()
            raise
    connection.sock = channel
    return connection
