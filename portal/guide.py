"""Guides read where people work: docs/guide-….md as pages of the admin.

A guide keeps to a few signs: headings, paragraphs, lists, bold, links between its chapters,
pictures (which stand among the static files, so that the admin shows them as well).
"""

import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalogue.text import french_slug

FOLDER = settings.BASE_DIR / "docs"
TITLES = {
    "editeur": "Guide de l’éditeur",
    "chaine-editoriale": "Guide de la chaîne éditoriale",
    "certificateur": "Guide du certificateur",
    "documents": "Guide des documents à emporter",
}
PICTURES = "portal/guide/"
_PICTURE = re.compile(r"!\[([^\]]+)\]\(\S*?/([a-z0-9-]+\.png)\)")
_ITEM = re.compile(r"(-|\d+\.) +(.*)")


def guide(request: HttpRequest, reader: str = "editeur") -> HttpResponse:
    """The guide of one kind of reader, with its chapters."""
    text = (FOLDER / f"guide-{reader}.md").read_text(encoding="utf-8")
    chapters = re.findall(r"^## (.+)$", text, re.M)
    context = {
        "title": TITLES[reader],
        "chapters": [{"title": title, "anchor": french_slug(title)} for title in chapters],
        "body": rendered(text),
    }
    return render(request, "portal/admin/guide.html", context)


@cache
def rendered(text: str) -> SafeString:
    """The HTML of a text written with the guide's few signs."""
    blocks = re.split(r"\n\s*\n", text.strip())
    # Every piece is escaped before any tag is put around it.
    return mark_safe("\n".join(_block(block) for block in blocks))  # noqa: S308


def _block(block: str) -> str:
    heading = re.fullmatch(r"(#{1,3}) (.+)", block)
    if heading:
        level = len(heading[1])
        anchor = french_slug(heading[2])
        return "" if level == 1 else f'<h{level} id="{anchor}">{_inline(heading[2])}</h{level}>'
    if picture := _PICTURE.fullmatch(block):
        words, name = escape(picture[1]), static(PICTURES + picture[2])
        return f'<p><img src="{name}" alt="{words}" loading="lazy"></p>'
    lines = block.splitlines()
    if not _ITEM.match(lines[0]):
        return f"<p>{_inline(' '.join(lines))}</p>"
    tag = "ul" if lines[0].startswith("-") else "ol"
    items = "".join(f"<li>{_inline(item)}</li>" for item in _items(lines))
    return f"<{tag}>{items}</{tag}>"


def _items(lines: list[str]) -> list[str]:
    """Items of a list; an indented line goes on with the item above."""
    items: list[str] = []
    for line in lines:
        match = _ITEM.match(line)
        if match:
            items.append(match[2])
        else:
            items[-1] += f" {line.strip()}"
    return items


def _inline(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text))
    return re.sub(r"\[(.+?)\]\((#[a-z0-9-]+|/[a-z0-9/-]*)\)", r'<a href="\2">\1</a>', text)
