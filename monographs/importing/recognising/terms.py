"""Terms of the vocabularies that a text calls for."""

from monographs.importing.fiche import Item, ProposedTerm
from monographs.importing.recognising.passages import Passage


def terms_of(fields: dict[str, list[Item]], bands: list[Passage]) -> tuple[ProposedTerm, ...]:
    return ()
