"""Files of a record as the reader sees them: formats of one document together."""

from catalogue.access import Lock
from catalogue.models import Record, RecordFile


def download_groups(record: Record, lock: Lock | None) -> list[dict]:
    """Documents of a record, each with its formats and its older versions.

    When the record is locked the formats are named (they are part of the notice) but no
    address is given.
    """
    if not record.pk:
        return []
    groups: dict[str, dict] = {}
    for item in record.files.all():
        group = groups.setdefault(
            item.label_key,
            {"label": item.label, "lock": lock, "files": [], "older": []},
        )
        if item.superseded_at is None:
            group["label"] = item.label
            group["files"].append(item if lock is None else _closed(item))
        elif lock is None:
            group["older"].append(
                {
                    "url": item.url,
                    "label": f"Version {item.version}, {item.format_label}, "
                    f"remplacée le {item.superseded_at:%d/%m/%Y}",
                }
            )
    for group in groups.values():
        # What one prints first, then what one edits.
        group["files"].sort(key=_editable)
    return [group for group in groups.values() if group["files"]]


def _editable(item: RecordFile | dict) -> bool:
    return item["editable"] if isinstance(item, dict) else item.editable


def _closed(item: RecordFile) -> dict:
    return {
        "url": "",
        "format_label": item.format_label,
        "size_label": item.size_label,
        "pages_label": item.pages_label,
        "language_label": item.language_label,
        "editable": item.editable,
        "thumbnail_url": "",
    }
