"""What every file that the portal makes says of itself."""

from catalogue.text import file_size


class Made:
    """Weight and length in words, for a row with a `size` in bytes and its `pages`."""

    size: int
    pages: int | None

    @property
    def size_label(self) -> str:
        return file_size(self.size) if self.size else ""

    @property
    def pages_label(self) -> str:
        return f"{self.pages} page{'s' if self.pages > 1 else ''}" if self.pages else ""
