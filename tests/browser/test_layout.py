"""Every page fits its screen, from a small phone to a large text, and on paper."""

import pytest

from tests.browser.places import PAGES
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser
# 640: what remains of a 1280-pixel window when the text is twice as large.
WIDTHS = (320, 360, 640, 768, 1280)
TOO_WIDE = """() => {
  const root = document.documentElement, limit = root.clientWidth;
  if (root.scrollWidth <= limit) return [];
  const wide = [...document.querySelectorAll('body *')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.right > limit + 1 || box.left < -1)
      && !node.closest('.table-scroll, .visually-hidden');
  });
  return wide.slice(-4).map((node) => `<${node.tagName.toLowerCase()} class="${
    node.getAttribute('class') || ''}"> ${Math.round(node.getBoundingClientRect().right)}`);
}"""


@pytest.mark.parametrize("name", PAGES)
def test_page_never_scrolls_sideways(tour, name):
    page = tour.go(PAGES[name])
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {node}" for node in page.evaluate(TOO_WIDE)]
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["home", "resources", "resource", "monograph", "referential"])
def test_page_opened_on_a_phone_never_scrolls_sideways(site, chromium, name):
    """Opened small: what unfolds on a wide screen stays folded."""
    phone = Visit(chromium, site, viewport={"width": 320, "height": 600}, device_scale_factor=2)
    page = phone.go(PAGES[name])
    folds = page.locator("main details:not([open]) > summary")
    for fold in folds.all()[:12]:
        if fold.is_visible():
            fold.click()
    assert page.evaluate(TOO_WIDE) == []
    phone.close()
    assert phone.faults == []


@pytest.mark.parametrize("name", ["home", "resources", "resource", "monograph", "referential"])
def test_paper_gets_the_text_and_not_the_menus(tour, name):
    page = tour.go(PAGES[name])
    page.emulate_media(media="print")
    shown = [
        selector
        for selector in (
            ".site-search",
            ".main-nav",
            ".menu",
            ".site-foot",
            ".skip",
            ".account",
            ".facets",
            ".share",
            ".pager",
        )
        for node in page.locator(selector).all()
        if node.is_visible()
    ]
    foot = page.locator(".print-foot")
    assert shown == []
    assert page.locator("h1").is_visible()
    assert PAGES[name] in foot.inner_text()
    page.emulate_media(media="screen")
    assert not foot.is_visible()


def test_monograph_prints_whole_with_its_folded_parts_open(tour):
    page = tour.go(PAGES["monograph"])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open]):not(.facets)").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
