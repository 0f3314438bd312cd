"""Lists taken away as CSV or XLSX, as a spreadsheet opens them in French; nothing computes."""

import re
from datetime import date, datetime

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from exports.sheets_csv import csv_text, harmless

# What the formats of spreadsheets cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read(item, path: str):
    """`structure.department` of an item, calling what is a method."""
    for name in path.split("."):
        item = getattr(item, name, None)
        item = item() if callable(item) else item
    return item


class SafeExport(SpreadsheetExportMixin):
    """`list_export`: what each column reads. `export_headings`: its title."""

    def to_row_dict(self, item) -> dict:
        """What each column reads; a path that meets nothing on its way gives nothing."""
        return {field: read(item, field) for field in self.list_export}

    def preprocess_field_value(self, field, value, export_format):
        """A cell: words, or a real date in XLSX."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, datetime):
            local = timezone.localtime(value)
            return (
                local.replace(tzinfo=None) if export_format == "xlsx" else f"{local:%d/%m/%Y %H:%M}"
            )
        if isinstance(value, date):
            return value if export_format == "xlsx" else f"{value:%d/%m/%Y}"
        return harmless(CONTROL.sub("", str(value)))

    def stream_csv(self, queryset):
        """One piece: the lists of a network hold some thousands of lines."""
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        rows = (
            [
                self.preprocess_field_value(field, value, self.FORMAT_CSV)
                for field, value in self.to_row_dict(item).items()
            ]
            for item in queryset
        )
        yield csv_text(headings, rows).encode()
