"""What a reading of files says to the checks: PDF tags, coordinates in the text.

PDF files are opened apart, short of memory and time: a hostile one fails alone.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from django.db.models import QuerySet

from catalogue.models import RecordFile, TextState
from editorial.checking.models import FileCheck
from editorial.checking.personal import found_in

SECONDS = 20
MEMORY_BYTES = 800_000_000
AT_MOST = 32_000

_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
import pypdfium2
from pypdfium2 import raw
document = pypdfium2.PdfDocument(sys.argv[1])
print(json.dumps({{
    "tagged": bool(raw.FPDFCatalog_IsTagged(document)),
    "has_title": bool(document.get_metadata_value("Title").strip()),
    "has_language": raw.FPDFCatalog_GetLanguage(document, None, 0) > 2,
}}))
"""


def accessibility(data: bytes) -> dict[str, bool]:
    """Whether a PDF is tagged, has a title, says its language; nothing when it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.pdf")
        source.write_bytes(data)
        code = _CHILD.format(memory=MEMORY_BYTES, seconds=SECONDS)
        try:
            done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
                [sys.executable, "-c", code, str(source)],
                capture_output=True,
                timeout=SECONDS,
                check=True,
                text=True,
            )
            return json.loads(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError):
            return {}


def waiting() -> QuerySet[RecordFile]:
    """Files in force, read by the search, not by the checks yet."""
    return RecordFile.objects.current().exclude(text_state=TextState.WAITING).filter(checked=None)


def read(items: QuerySet[RecordFile]) -> set[int]:
    """Read these files; the keys of their records. A file the storage does not give waits."""
    records = set()
    for item in items.with_text():
        found: dict[str, bool] = {}
        if item.extension == "pdf":
            try:
                with item.file.open("rb") as stored:
                    found = accessibility(stored.read())
            except OSError:
                continue
        number = min(len(found_in(item.text)), AT_MOST)
        FileCheck.objects.update_or_create(file=item, defaults=found | {"personal": number})
        records.add(item.record_id)
    return records
