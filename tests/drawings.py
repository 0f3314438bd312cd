"""Pictures drawn for tests."""

import io

from PIL import Image


def png(width: int = 60, height: int = 30, mode: str = "RGB", kind: str = "PNG", **more) -> bytes:
    """A plain picture of this size, in this format."""
    written = io.BytesIO()
    Image.new(mode, (width, height)).save(written, kind, **more)
    return written.getvalue()
