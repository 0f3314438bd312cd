"""What ODT and ODS share: the package, its properties, and texts as XML.

The XML of the parts is written by templates, whose engine escapes every text; odfdo
reads it back, keeps the package in order and saves it.
"""

import datetime
import io

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from lxml import etree
from odfdo import Document as Package

from exports.archive import settle
from exports.checks import PageRun

LINE_BREAK = mark_safe("<text:line-break/>")
# Leftovers of the empty package: a picture of nothing and menus of the program.
LEFTOVERS = ("Thumbnails/", "Configurations2/")


def pack(kind, parts, context, pictures=None):
    """Return an OpenDocument file: XML parts from templates, and PNG pictures by path."""
    package = Package(kind)
    for path in package.get_parts():
        if path.startswith(LEFTOVERS):
            package.del_part(path)
    for entry in package.manifest.get_elements("//manifest:file-entry"):
        if str(entry.get_attribute("manifest:full-path")).startswith(LEFTOVERS):
            entry.delete()
    for path, template in parts.items():
        data = render_to_string(template, context).strip().encode()
        # A part that is not sound XML must fail here, not on a reader's desk.
        etree.fromstring(data)
        package.set_part(path, data)
    for path, data in (pictures or {}).items():
        package.set_part(path, data)
        package.manifest.add_full_path(path, "image/png")
    _set_properties(package, context["document"], context["meta"])
    target = io.BytesIO()
    package.save(target)
    return settle(target.getvalue(), context["meta"].date)


def rich(text):
    """Return the runs of a text as ODF: bold spans and line breaks."""
    return format_html_join("", "{}", ((_run(run),) for run in text.runs))


def with_breaks(string):
    """Return a plain string as ODF, its line ends kept."""
    return format_html_join(LINE_BREAK, "{}", ((line,) for line in string.split("\n")))


def _run(run):
    """Return one run; a page number is a field, kept right by the program that opens the file."""
    if isinstance(run, PageRun):
        return format_html(
            '<text:bookmark-ref text:reference-format="page" text:ref-name="{}">{}'
            "</text:bookmark-ref>", run.page, run.text,
        )  # fmt: skip
    inner = with_breaks(run.text)
    if not run.bold:
        return inner
    return format_html('<text:span text:style-name="Strong_20_Emphasis">{}</text:span>', inner)


def _set_properties(package, document, meta):
    """Fill the properties that libraries and screen readers read."""
    moment = datetime.datetime(meta.date.year, meta.date.month, meta.date.day, 12)
    properties = package.meta
    properties.title, properties.subject = meta.title, document.label
    properties.description, properties.language = meta.imprint, "fr-FR"
    properties.initial_creator = properties.creator = meta.publisher
    properties.creation_date = properties.date = moment
    properties.set_statistic({})
