"""The directory as a spreadsheet: what each structure publishes, no cell ever computed."""

from collections.abc import Iterable

from django.conf import settings

from exports.sheets_csv import csv_text
from members.directory.published import Listed

HEADERS = (
    "Structure",
    "Type",
    "Ville",
    "Département",
    "Région",
    "Supports de production",
    "Adhérente au réseau",
    "Agréée du",
    "Agréée jusqu’au",
    "Supports agréés",
    "Adresse",
    "Code postal",
    "Territoire d’action",
    "Présentation",
    "Site internet",
    "Fonction à contacter",
    "Structure fictive",
    "Page",
)


def directory_csv(structures: Iterable[Listed]) -> str:
    """The whole file; days as 2026-11-21, which every spreadsheet reads as a date."""
    return csv_text(HEADERS, map(_row, structures))


def _row(structure: Listed) -> list[str]:
    agreement = structure.agreement
    return [
        structure.name,
        structure.kind_label,
        structure.city,
        structure.department,
        structure.region,
        ", ".join(structure.supports),
        _yes(structure.is_adherent),
        agreement.first_day.isoformat() if agreement else "",
        agreement.last_day.isoformat() if agreement else "",
        ", ".join(agreement.supports) if agreement else "",
        structure.address,
        structure.postcode,
        structure.territory,
        structure.presentation,
        structure.website,
        structure.contact,
        _yes(structure.is_fictional),
        settings.WAGTAILADMIN_BASE_URL + structure.url,
    ]


def _yes(value: bool) -> str:
    return "oui" if value else "non"
