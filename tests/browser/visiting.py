"""A visitor of the site, who notices what a developer's console would show."""

from playwright.sync_api import Browser, Page

PASSWORD = "chantier-demo-2026"
# Asking for a page that is not there is no fault: the browser says so in its console.
EXPECTED = (
    "the server responded with a status of",
    # A newer request took the place of one under way.
    "htmx:sendAbort",
    "htmx:afterRequest",
)


def wait_until(page: Page, expression: str, tries: int = 100) -> None:
    """Wait until a script expression is true, asking from outside.

    Playwright's own way evaluates it in the page, which our security policy refuses unless it
    is true at once.
    """
    for _try in range(tries):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


class Visit:
    """A browser window on the site, and what went wrong in it."""

    def __init__(self, browser: Browser, site: str, **options) -> None:
        self.site = site
        self.faults: list[str] = []
        options = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}} | options
        self.context = browser.new_context(**options)
        self.page = self.watched(self.context.new_page())

    def watched(self, page: Page) -> Page:
        page.set_default_timeout(10_000)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        return page

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url.removeprefix(self.site)}: {fault}")

    def _on_console(self, message) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("[DOM]"):
            if not any(words in message.text for words in EXPECTED):
                self._note(f"{message.type}: {message.text[:300]}")

    def _on_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self._note(f"request outside the site: {request.url[:200]}")

    def _on_response(self, response) -> None:
        kind = response.request.resource_type
        if response.status >= 400 and kind != "document":
            self._note(f"{kind} {response.url} answered {response.status}")
        if response.status >= 500:
            self._note(f"{response.url} answered {response.status}")

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path, wait_until="load")
        return self.page

    def sign_in(self, who: str) -> Page:
        """Through the site's own door, with one of the demonstration accounts."""
        page = self.go("/compte/connexion/")
        page.get_by_label("Adresse électronique").fill(f"{who}@example.org")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Se connecter").click()
        page.wait_for_url(lambda url: "/compte/connexion/" not in url)
        return page

    def path(self) -> str:
        return self.page.url.removeprefix(self.site)

    def close(self) -> None:
        self.context.close()
