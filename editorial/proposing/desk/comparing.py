"""What changed in an answer since it was last read, word by word."""

import re
from difflib import SequenceMatcher

# Beyond, comparing words costs too much: the two texts are shown whole.
WORDS_MAX = 3_000
SAME, TAKEN, ADDED = "same", "taken", "added"


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """(`SAME`, `TAKEN` or `ADDED`, words) in the order of reading; nothing when nothing changed."""
    if before == after:
        return []
    old, new = _words(before), _words(after)
    if len(old) + len(new) > WORDS_MAX:
        return [(kind, text) for kind, text in ((TAKEN, before), (ADDED, after)) if text]
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((SAME, "".join(old[a:b])))
            continue
        found += [(TAKEN, "".join(old[a:b]))] if b > a else []
        found += [(ADDED, "".join(new[c:d]))] if d > c else []
    return found


def _words(text: str) -> list[str]:
    """Words and signs, each with the spaces that follow: put end to end, they are the text."""
    return re.findall(r"(?:\w+|[^\w\s])\s*|\s+", text)
