"""From blocks of text to fields of the common template.

Personal data goes first (`personal`), then fiches are told apart (`splitting`), then each is
read: its head (`heads`), what people say in it (`quotes`), its sections by their headings
(`sections`, `lexicon`), and every passage goes to a field (`filling`), or to « à classer ».
"""

from collections import Counter

from monographs.importing.document import SourceDocument
from monographs.importing.fiche import FIELDS, Fiche, Item
from monographs.importing.recognising.amounts import figures_of, year_of
from monographs.importing.recognising.bearer import one_bearer
from monographs.importing.recognising.filling import UNPLACED, Filler
from monographs.importing.recognising.heads import head_of
from monographs.importing.recognising.lexicon import Lexicon, current_lexicon
from monographs.importing.recognising.numbered import numbered_sections
from monographs.importing.recognising.passages import Passage, clean_document, passages_of
from monographs.importing.recognising.quotes import quotes_of
from monographs.importing.recognising.remarks import remarks_of
from monographs.importing.recognising.sections import Sectioner
from monographs.importing.recognising.splitting import split_fiches
from monographs.importing.recognising.terms import terms_of
from monographs.importing.recognising.ungluing import unglued

__all__ = ["clean_document", "recognise"]

# Fields whose figures are worth showing as key figures, in the order they are looked for.
_COUNTED = (
    "chiffres_cles",
    "resultats",
    "plus_value",
    "public_cible",
    "mise_en_oeuvre",
    "contexte",
    "partenaires",
)


def recognise(document: SourceDocument) -> list[Fiche]:
    """The fiches of a document, each with all its words but personal data.

    Asks the database for the headings and the terms editors keep there, and does without
    where there is none.
    """
    lexicon = current_lexicon()
    found, removed = passages_of(document)
    passages = numbered_sections(unglued(found, lexicon), lexicon)
    parts = split_fiches(passages, lexicon)
    return [
        _fiche(part, lexicon, removed if not at else Counter(), [*document.remarks, *remarks])
        for at, (part, remarks) in enumerate(parts)
    ]


def _fiche(
    passages: list[Passage], lexicon: Lexicon, removed: Counter, remarks: list[str]
) -> Fiche:
    head = head_of(passages, lexicon)
    filler = Filler()
    filler.add("titre", head.titles)
    filler.add("structure", head.structures)
    story, said = _without_quotes(head.rest)
    sectioner = Sectioner(story, lexicon)
    sections = sectioner.run()
    filler.dropped += sectioner.contacts
    filler.fill(sections)
    filler.add("a_classer", said)
    filler.add(
        "a_classer", [Item(passage.text, UNPLACED, passage.places) for passage in head.loose]
    )
    filler.fields["structure"] = one_bearer(filler.fields.get("structure", []))
    fields = {key: filler.fields[key] for key in FIELDS if filler.fields.get(key)}
    texts = [(item.text, item.blocks) for key in _COUNTED for item in fields.get(key, ())]
    fields.setdefault("chiffres_cles", figures_of(texts))
    counts = {kind: count for kind, count in removed.items() if count}
    if filler.dropped:
        counts["coordonnées"] = filler.dropped
    year = max((year_of(passage.text) for passage in passages), default="")
    terms = terms_of(fields, head.bands)
    told = (*remarks, *remarks_of(fields, sections))
    return Fiche(fields, terms, int(year) if year else None, counts, told)


def _without_quotes(passages: list[Passage]) -> tuple[list[Passage], list[Item]]:
    """The story, and what people say in it, kept apart with the function of who speaks."""
    items = []
    taken: set[int] = set()
    for quote in quotes_of(passages):
        said = [passages[at] for at in quote.said]
        signed = ", ".join(passages[at].text.rstrip(" ,") for at in quote.signatures)
        text = "\n".join(passage.text for passage in said)
        places = tuple(
            place for at in (*quote.said, *quote.signatures) for place in passages[at].places
        )
        parts = {"citation": text, "fonction": signed}
        full = "\n".join(filter(None, (text, signed)))
        items.append(
            Item(full, UNPLACED, places, {key: value for key, value in parts.items() if value})
        )
        taken |= {*quote.said, *quote.signatures}
    return [passage for at, passage in enumerate(passages) if at not in taken], items
