"""Every way by which the site speaks of records: channel → the bytes it gives a reader."""

import re

from bs4 import BeautifulSoup

from tests.access_world import World

INDEXES = ("/ressources/", "/referentiels/", "/monographies/")


class Browser:
    """A reader's client that insists on an answer."""

    def __init__(self, client) -> None:
        self.client = client

    def get(self, path: str, status: int = 200) -> bytes:
        response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return response.getvalue()

    def part(self, path: str, selector: str) -> bytes:
        """Only the parts of the page that the selector names."""
        tree = BeautifulSoup(self.get(path), "html.parser")
        return "\n".join(str(node) for node in tree.select(selector)).encode()


def _section(title: str):
    return f'section:has(> h2:-soup-contains("{title}"))'


def home(browser: Browser, world: World) -> bytes:
    return browser.get("/")


def lists(browser: Browser, world: World) -> bytes:
    return b"".join(browser.part(path, "#resultats") for path in INDEXES)


def search(browser: Browser, world: World) -> bytes:
    return browser.part("/recherche/", "#resultats")


def search_words(browser: Browser, world: World) -> bytes:
    return browser.part("/recherche/?q=commun", "#resultats")


def search_in_bodies(browser: Browser, world: World) -> bytes:
    """Part of a word that stands in every body and in no notice."""
    return browser.get("/recherche/?q=corps")


def facets(browser: Browser, world: World) -> bytes:
    """Names of the filters: each record has a theme of its own."""
    return browser.part("/recherche/", "#filtres")


def index_facets(browser: Browser, world: World) -> bytes:
    return b"".join(browser.part(path, "#filtres") for path in INDEXES)


def filtered(browser: Browser, world: World) -> bytes:
    """Records asked for by the themes that only they have: a chip would tell their names."""
    themes = [f"theme=theme-{case.title}" for case in world.of_kind("resource")]
    found = b"".join(
        browser.part(f"/ressources/?{'&'.join(some)}", ".chips, #resultats .card")
        for some in (themes[:10], themes[10:])
    )
    # The link that chooses a record leads to this very list: it repeats what the reader wrote.
    return re.sub(rb'<a class="select[^>]*>', b"", found)


def related(browser: Browser, world: World) -> bytes:
    return browser.part(world.sharing.url, _section("À lire aussi"))


def practices(browser: Browser, world: World) -> bytes:
    return browser.part(world.used.url, _section("Des structures s’en servent"))


def tools(browser: Browser, world: World) -> bytes:
    return browser.part(world.practice.url, _section("Les outils utilisés"))


def served_competencies(browser: Browser, world: World) -> bytes:
    return browser.get(world.serving.url)


def competency_page(browser: Browser, world: World) -> bytes:
    return browser.get(f"{world.served.url}competences/A1.1.1/")


def cqp_tools(browser: Browser, world: World) -> bytes:
    return browser.get(world.cqp.url)


def site_map(browser: Browser, world: World) -> bytes:
    return browser.get("/plan-du-site/")


def sitemap_xml(browser: Browser, world: World) -> bytes:
    return browser.get("/sitemap.xml")


def rss(browser: Browser, world: World) -> bytes:
    return b"".join(browser.get(f"{path}flux.rss") for path in INDEXES)


def atom(browser: Browser, world: World) -> bytes:
    return b"".join(browser.get(f"{path}flux.atom") for path in INDEXES)


def place_map(browser: Browser, world: World) -> bytes:
    return browser.get("/monographies/carte/")


def members_home(browser: Browser, world: World) -> bytes:
    return browser.get("/espace-membres/")


# Counts: what a number beside a word says of records one may not know of.


def number_of(pattern: str, text: str) -> int:
    """The number that follows a word; none shown is zero."""
    found = re.search(pattern, re.sub(r"\s+", " ", text))
    return int(found.group(1)) if found else 0


def _text(browser: Browser, path: str, selector: str) -> str:
    html = browser.part(path, selector).decode()
    return BeautifulSoup(html, "html.parser").get_text(" ")


def total(browser: Browser, world: World) -> int:
    """Number of results under the support that all records share."""
    text = _text(browser, "/recherche/?support=support-commun", "#resultats-compte")
    return number_of(r"(\d+) fiche", text)


def support_count(browser: Browser, world: World) -> int:
    return number_of(r"Support commun \((\d+)\)", _text(browser, "/recherche/", "#filtres"))


def level_counts(browser: Browser, world: World) -> int:
    text = _text(browser, "/recherche/?support=support-commun", "#facette-acces")
    return sum(int(number) for number in re.findall(r"\((\d+)\)", text))


def format_count(browser: Browser, world: World) -> int:
    return number_of(r"PDF \((\d+)\)", _text(browser, "/recherche/", "#facette-format"))


def competency_marks(browser: Browser, world: World) -> int:
    return number_of(r"Enseigner (\d+)", _text(browser, world.served.url, ".mark"))


def cqp_total(browser: Browser, world: World) -> int:
    """The CQP page names a few tools and says how many there are."""
    return number_of(r"Voir les (\d+) outils", _text(browser, world.cqp.url, ".path__links"))


def members_total(browser: Browser, world: World) -> int:
    return number_of(r"Réservé pour vous \((\d+)\)", _text(browser, "/espace-membres/", "h2"))
