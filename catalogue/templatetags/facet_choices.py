"""The choices of a facet, some two hundred on a page: written without a template for each."""

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import slugify
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from catalogue.listing_parts import Choice, FacetView

register = template.Library()
CHOICE = (
    '<label class="choice" for="f-{0}-{1}"><input type="{2}" id="f-{0}-{1}" name="{0}"'
    ' value="{3}"{4}><span>{5} <span class="choice__count">({6})</span></span></label>'
)
CHECKED = SafeString(" checked")


@register.simple_tag
def facet_choices(facet: FacetView, choices: Iterable[Choice]) -> SafeString:
    """Boxes to tick, or buttons of which one only can be chosen, each with its number."""
    kind = "checkbox" if facet.multiple else "radio"
    rows = (
        (
            facet.param,
            slugify(choice.value),
            kind,
            choice.value,
            CHECKED if choice.selected else "",
            choice.label,
            choice.count,
        )
        for choice in choices
    )
    return format_html_join("", CHOICE, rows)
