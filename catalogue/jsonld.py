"""Structured data of a record (schema.org, LRMI properties).

Types: resource `LearningResource` + `DigitalDocument`, referential `DefinedTermSet`,
monograph `Article`. Only the notice: never the body of a reserved record.
"""

import json

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from catalogue.access import Level
from catalogue.models import Record, RecordKind

TYPES: dict[str, list[str]] = {
    RecordKind.RESOURCE: ["LearningResource", "DigitalDocument"],
    RecordKind.REFERENTIAL: ["DefinedTermSet"],
    RecordKind.MONOGRAPH: ["Article"],
}
KEYWORDS = ("supports", "themes", "devices", "occupations")
# The three characters that could close the element or open another.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_json(data: dict) -> SafeString:
    """JSON safe inside a `<script type="application/ld+json">` data block."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def record_jsonld(record: Record, request: HttpRequest) -> SafeString:
    """The record's notice as JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": TYPES[record.kind],
        "@id": record.full_permalink,
        "identifier": f"urn:uuid:{record.identifier}",
        "url": record.get_full_url(request) or record.full_permalink,
        "name": record.title,
        "description": record.summary,
        "inLanguage": record.language,
        "isAccessibleForFree": record.access_level == Level.PUBLIC,
        "creativeWorkStatus": record.get_state_display(),
        "keywords": [term.label for name in KEYWORDS for term in record.filed_under[name]],
    }
    if record.first_published_at:
        data["datePublished"] = record.first_published_at.date().isoformat()
        data["dateModified"] = record.last_published_at.date().isoformat()
    if record.publisher:
        data["publisher"] = {"@type": "Organization", "name": record.publisher.name}
    if record.licence and record.licence.url:
        data["license"] = record.licence.url
    return script_json(data | record.extra_jsonld())
