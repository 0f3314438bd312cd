"""From blocks of text to fields of the common template."""

from monographs.importing.document import SourceDocument
from monographs.importing.fiche import Fiche, Item
from monographs.importing.recognising.lexicon import field_of


def recognise(document: SourceDocument) -> list[Fiche]:
    """The fiches of a document, each with all its words.

    Asks the database for the headings and the terms editors keep there.
    """
    fields: dict[str, list[Item]] = {}
    key = "a_classer"
    for number, block in enumerate(document.blocks):
        heading = field_of(block.text)
        if heading:
            key = heading
        else:
            fields.setdefault(key, []).append(Item(block.text.strip(), 0.5, (number,)))
    return [Fiche(fields)]
