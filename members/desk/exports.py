"""Lists taken away as CSV or XLSX, as a spreadsheet opens them in French; nothing computes."""

import csv
from datetime import date, datetime

from django.utils import timezone
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from catalogue.text import harmless_cell


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
        return harmless_cell(str(value))

    def stream_csv(self, queryset):
        """Semicolons, and the mark by which spreadsheets know UTF-8."""
        yield "\ufeff".encode()
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=";")
        yield writer.writerow(
            {field: self.get_heading(queryset, field) for field in self.list_export}
        )
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))
