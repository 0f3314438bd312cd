"""Small helpers of the public templates."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from catalogue.text import french_slug
from exports.qr import qr_svg
from members.privacy import retention

register = template.Library()


@register.simple_tag
def scan_code(url: str) -> SafeString:
    """A code to scan that opens an address, as inline SVG: what paper offers for a link."""
    return qr_svg(url)


@register.filter
def filled(text, portal_settings) -> SafeString:
    """A text where {site_name}, {publisher}, {host} are the site's own settings."""
    html = expand_db_html(text.source) if isinstance(text, RichText) else conditional_escape(text)
    for name in ("site_name", "publisher", "host"):
        value = conditional_escape(getattr(portal_settings, name) or "…")
        html = html.replace(f"{{{name}}}", value)
    return mark_safe(html)  # noqa: S308 (rich text is cleaned by Wagtail, the rest is escaped)


@register.filter
def anchor(text: str) -> str:
    """The anchor of a heading."""
    return french_slug(text)


@register.simple_tag
def retention_table() -> dict:
    """What is kept and how long, as the code applies it."""
    rows = [[rule.data, rule.duration, rule.then] for rule in retention.all_rules()]
    return {"headers": ["Données", "Durée", "Ensuite"], "rows": rows}


@register.simple_tag
def path_items(items) -> list[dict]:
    """Steps of an editorial page, as the drawn path reads them.

    A title that begins with its number (« 4. Rencontrer ») keeps it: a method may run over
    several parts of a page.
    """
    steps = []
    for rank, item in enumerate(items, start=1):
        number, title = re.fullmatch(r"(?:(\d+)\.\s+)?(.*)", item["title"], re.S).groups()
        steps.append(
            {
                "number": int(number or rank),
                "title": title,
                "html": str(item["text"]),
                "aside": item["aside"],
            }
        )
    return steps
