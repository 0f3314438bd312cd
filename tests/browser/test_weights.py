"""What a first visit costs: bytes that travel, requests, scripts."""

import pytest

from tests.browser.places import PAGES
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
MAX_BYTES, MAX_SCRIPTS, MAX_REQUESTS = 120_000, 60_000, 20
WEIGHED = (
    "home",
    "search",
    "resources",
    "referentials",
    "monographs",
    "map",
    "resource",
    "referential",
    "competency",
    "monograph",
    "CQP",
    "glossary",
    "contact",
)


@pytest.fixture(scope="module")
def weights(site, chromium) -> dict[str, list[tuple[str, str, int]]]:
    """Page → (address, kind, bytes that travelled) of each request of a first visit."""
    found = {}
    for name in WEIGHED:
        visitor = Visit(chromium, site)
        finished = []
        visitor.page.on("requestfinished", lambda request, to=finished: to.append(request))
        visitor.go(PAGES[name])
        visitor.page.wait_for_load_state("networkidle")
        found[name] = [
            (request.url, request.resource_type, size_of(request)) for request in finished
        ]
        visitor.close()
        assert visitor.faults == []
    print_table(found)
    return found


def size_of(request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def total(requests, *kinds: str) -> int:
    return sum(size for _url, kind, size in requests if not kinds or kind in kinds)


def print_table(found: dict) -> None:
    columns = ("document", "stylesheet", "script", "font", "image")
    print(f"\n{'page':<14}{'requests':>9}{'bytes':>9}" + "".join(f"{c:>12}" for c in columns))
    for name, requests in found.items():
        figures = "".join(f"{total(requests, kind):>12}" for kind in columns)
        print(f"{name:<14}{len(requests):>9}{total(requests):>9}{figures}")


@pytest.mark.parametrize("name", WEIGHED)
def test_first_visit_is_light(weights, name):
    assert total(weights[name]) <= MAX_BYTES


@pytest.mark.parametrize("name", WEIGHED)
def test_scripts_are_few(weights, name):
    assert total(weights[name], "script") <= MAX_SCRIPTS


@pytest.mark.parametrize("name", WEIGHED)
def test_requests_are_few(weights, name):
    assert len(weights[name]) <= MAX_REQUESTS
