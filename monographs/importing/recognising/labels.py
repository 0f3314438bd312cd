"""« Rubrique : texte » on one line."""

import re

from monographs.importing.recognising.lexicon import Lexicon, heading_key
from monographs.importing.recognising.passages import Passage

LABELLED = re.compile(r"^(?P<label>[^:.;!?]{2,60}?)\s*(?::|\s[–—]\s)\s*(?P<rest>\S.*)$", re.DOTALL)


def inline_style(passages: list[Passage], lexicon: Lexicon) -> bool:
    """Whether the fiche writes « Rubrique : texte » more than headings alone on their line."""
    fields = {"labels": set(), "alone": set()}
    for passage in passages:
        found = LABELLED.match(passage.text)
        if found and (field := lexicon.label(found["label"])):
            fields["labels"].add(field)
        elif passage.words <= 8 and (field := lexicon.exact(heading_key(passage.text))):
            fields["alone"].add(field)
    return len(fields["labels"]) >= 3 and len(fields["labels"]) >= len(fields["alone"])
