"""What the pages of accounts need besides their view's context."""

import json
from collections.abc import Mapping

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django import template
from django.conf import settings

register = template.Library()

# The first that is found names it: « Edg » also says « Chrome », which also says « Safari ».
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """« Firefox, Windows » rather than what a browser says of itself."""
    names = [
        next((name for mark, name in table if mark in user_agent), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or "Appareil inconnu"


@register.filter
def as_json(options: Mapping) -> str:
    """What a script reads in an attribute (escaped as any text)."""
    return json.dumps(options)


@register.simple_tag(takes_context=True)
def services(context, process: str = "login") -> list[dict]:
    """Outside services one may enter with: name and address; none unless the settings say so."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    request = context["request"]
    more = {"process": process}
    target = get_next_redirect_url(request)
    if target:
        more["next"] = target
    return [
        {"name": provider.name, "url": provider.get_login_url(request, **more)}
        for provider in get_adapter().list_providers(request)
    ]
