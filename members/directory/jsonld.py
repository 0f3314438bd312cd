"""Structured data of a structure of the directory (schema.org `Organization`)."""

from django.conf import settings
from django.utils.safestring import SafeString

from catalogue.jsonld import script_json
from members.directory.published import InForce, Listed

CERTIFICATION = "Agrément pour préparer le CQP «\u00a0Salarié polyvalent\u00a0»"


def structure_jsonld(structure: Listed) -> SafeString:
    """What its page says, and nothing else."""
    base = settings.WAGTAILADMIN_BASE_URL
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": base + structure.url,
        "url": base + structure.url,
        "name": structure.name,
        "additionalType": structure.kind_label,
        "address": _address(structure),
        "knowsAbout": list(structure.supports),
        "areaServed": structure.territory,
        "description": structure.presentation,
        "sameAs": structure.website,
        "logo": structure.logo_url and base + structure.logo_url,
        "hasCertification": structure.agreement and _certification(structure.agreement),
    }
    return script_json({name: value for name, value in data.items() if value})


def _address(structure: Listed) -> dict[str, str]:
    data = {
        "@type": "PostalAddress",
        "streetAddress": structure.address,
        "postalCode": structure.postcode,
        "addressLocality": structure.city,
        "addressRegion": structure.region,
        "addressCountry": "FR",
    }
    return {name: value for name, value in data.items() if value}


def _certification(agreement: InForce) -> dict[str, str]:
    return {
        "@type": "Certification",
        "name": CERTIFICATION,
        "validFrom": agreement.first_day.isoformat(),
        "expires": agreement.last_day.isoformat(),
    }
