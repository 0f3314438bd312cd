"""What a page offers of the selection: a button on a record, a link in the header.

Without a script, the selection travels in the `selection` parameter of the addresses one
follows; with one, the browser keeps it (portal/static/portal/js/selection.js).
"""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from catalogue.selection import codes
from catalogue.selection.addresses import PARAM, selection_url

register = template.Library()


def _request(context: Context) -> HttpRequest | None:
    # Parts included with « only » keep the request beside their variables.
    return getattr(context, "request", None)


def _carried(request: HttpRequest | None) -> codes.Chosen:
    """The selection of the address, read once a request."""
    if request is None:
        return codes.Chosen()
    if not hasattr(request, "_selection"):
        request._selection = codes.read(request.GET.getlist(PARAM))
    return request._selection


@register.inclusion_tag("components/select.html", takes_context=True)
def select_in_list(context: Context, key: int, title: str) -> dict:
    """The button of a card: it leads to the same list, where the selection has changed."""
    request = _request(context)
    chosen = _carried(request)
    is_chosen = key in chosen.keys
    text = chosen.without(key) if is_chosen else chosen.with_one(key)
    url = _same_page(request, text, key) if request else selection_url(text)
    return {"url": url, "code": codes.code_of(key), "title": title, "is_chosen": is_chosen}


@register.inclusion_tag("components/select.html", takes_context=True)
def select_on_page(context: Context, key: int, title: str) -> dict:
    """The button of a record’s own page: it leads to the selection."""
    chosen = _carried(_request(context))
    is_chosen = key in chosen.keys
    text = chosen.without(key) if is_chosen else chosen.with_one(key)
    url, code = selection_url(text), codes.code_of(key)
    return {"url": url, "code": code, "title": title, "is_chosen": is_chosen, "is_button": True}


@register.inclusion_tag("components/selection_link.html", takes_context=True)
def selection_link(context: Context) -> dict:
    """The link of the header: shown when the address, or the browser, holds a selection."""
    chosen = _carried(_request(context))
    return {"url": selection_url(chosen.text), "number": len(chosen.keys)}


@register.simple_tag(takes_context=True)
def carried(context: Context) -> str:
    """What the address of a record takes with it: « ?selection=3a.1b », or nothing."""
    text = _carried(_request(context)).text
    return f"?{PARAM}={text}" if text else ""


def _same_page(request: HttpRequest, text: str, key: int) -> str:
    query = request.GET.copy()
    query.pop(PARAM, None)
    if text:
        query[PARAM] = text
    asked = f"?{query.urlencode()}" if query else ""
    return f"{request.path}{asked}#s-{codes.code_of(key)}"
