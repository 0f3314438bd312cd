"""Words that people wrote, made fit for a list of files and for a plain text."""

import re

# What no reader sees: controls, and the marks that turn the direction of what follows.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def one_line(text: str) -> str:
    """The words on one line, less what is not seen."""
    return " ".join(UNSEEN.sub("", text).split())


def plain_text(text: str) -> bytes:
    """A text file that the oldest notepad opens: marked UTF-8, Windows ends of line."""
    tidy = re.sub(r"\n{3,}", "\n\n", UNSEEN.sub("", text)).strip()
    return f"\ufeff{tidy}\n".replace("\n", "\r\n").encode("utf-8", "replace")
