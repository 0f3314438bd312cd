"""What an editor does before publishing, in the browser."""

from playwright.sync_api import Page

# What the checks want ticked on a monograph.
ASKED = ("themes", "regions")


def classify(page: Page) -> None:
    """Tick the first term of each vocabulary that a monograph must have."""
    page.get_by_role("tab", name="Classement").click()
    for name in ASKED:
        field = page.locator(f"#panel-child-classement-{name}-section")
        box = field.locator("input[type=checkbox]").first
        if not box.is_visible():
            field.locator("button[aria-expanded=false], summary").first.click()
        box.check()
    page.get_by_role("tab", name="Contenu").click()
