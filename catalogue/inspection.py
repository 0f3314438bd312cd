"""Pages and first-page picture of a PDF, in a subprocess with limits.

The parser is native code fed with strangers' files: it runs apart, short of memory and
time, so that a hostile file fails alone.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20
MEMORY_BYTES = 1_500_000_000
WIDTH = 360

_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
page = document[0]
picture = page.render(scale={width} / page.get_width()).to_pil().convert("L")
picture.crop((0, 0, {width}, min(picture.height, 510))).save(sys.argv[2], optimize=True)
print(json.dumps({{"pages": len(document)}}))
"""


@dataclass(frozen=True)
class Inspection:
    """What was read: number of pages, PNG of the first one (None when it could not be)."""

    pages: int | None = None
    thumbnail: bytes | None = None


def inspect_pdf(data: bytes) -> Inspection:
    """Pages and thumbnail of a PDF. Never raises: a broken file gives an empty answer."""
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder, "in.pdf"), Path(folder, "out.png")
        source.write_bytes(data)
        code = _CHILD.format(memory=MEMORY_BYTES, seconds=SECONDS, width=WIDTH)
        command = [sys.executable, "-c", code, str(source), str(picture)]
        try:
            done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
                command, capture_output=True, timeout=SECONDS, check=True, text=True
            )
            pages = json.loads(done.stdout)["pages"]
            return Inspection(pages, picture.read_bytes())
        except (subprocess.SubprocessError, OSError, ValueError, KeyError):
            return Inspection()
