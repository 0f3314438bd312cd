"""The bank of the search's access tests: each record with secret words of its own.

Secret words are invented, made of letters only (a mistake in them may be forgiven) and far
from one another. One look at an answer says which it gives away.
"""

import re
from dataclasses import dataclass
from itertools import product

from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from catalogue.models import Record, RecordFile, TextState, Theme
from portal.models import GlossaryEntry
from tests import builders
from tests.builders import make_referential, make_resource, make_term

LEVELS = ("public", "members", "accredited", "editors")
BLOCKS = ("babo", "kiku", "demi", "rofu", "zaga", "lunu", "toto", "pivi")
PARTS = {"title": "xarbul", "body": "quondi", "file": "wembla", "label": "jofrek"}
WORD = re.compile(r"(?:xarbul|quondi|wembla|jofrek)(?:babo|kiku|demi|rofu|zaga|lunu|toto|pivi)\w*")


@dataclass(frozen=True)
class Case:
    """One record of the matrix: who may open it, whether its notice hides."""

    rank: int
    level: str
    hidden: bool

    def __str__(self) -> str:
        return f"{self.level}, notice {'hidden' if self.hidden else 'shown'}"

    def word(self, part: str) -> str:
        """The secret word of a part: « quondikikux »."""
        return f"{PARTS[part]}{BLOCKS[self.rank]}x"


CASES = [
    Case(rank, *shade)
    for rank, shade in enumerate(product(LEVELS, (False, True)))
    if shade not in (("public", True), ("accredited", True))
]


def said_in(text: str) -> set[str]:
    """The secret words of a text."""
    return set(WORD.findall(text))


class SearchWorld:
    """A resource and a referential a case; a pick for each; a word of the glossary."""

    def __init__(self) -> None:
        builders.make_site()
        self.records: dict[Case, Record] = {}
        self.referentials: dict[Case, Record] = {}
        for case in CASES:
            self.records[case] = self._resource(case)
            self.referentials[case] = self._referential(case)
        make_resource(title="Témoin commun", summary="Une fiche ouverte, sans secret.")
        GlossaryEntry.objects.create(term="Tutorat", definition="Accompagner au travail.")
        self.readers = {name: builders.make_user(name) for name in builders.READERS}

    def _resource(self, case: Case) -> Record:
        record = make_resource(
            title=f"Commun {case.word('title')}",
            slug=f"fiche-{case.word('title')}",
            summary="Une fiche de la banque.",
            purpose=f"Ordinaire et {case.word('body')} ensuite.",
            access_level=case.level,
            hide_notice=case.hidden,
            themes=[make_term(Theme, f"Thème {case.word('title')}")],
        )
        give_text(builders.make_file(record), f"Dedans {case.word('file')} aussi.")
        SearchPromotion.objects.create(query=Query.get(f"choix {case.rank}"), page=record)
        return record

    def _referential(self, case: Case) -> Record:
        tree = builders.make_tree(competencies=1)
        item = tree[0][1]["activities"][0]["competencies"][0]
        item |= {"code": code_of(case), "label": f"Faire {case.word('label')}"}
        return make_referential(
            title=f"Métier {case.rank}", tree=tree, access_level=case.level, hide_notice=case.hidden
        )


def code_of(case: Case) -> str:
    return f"Z{case.rank}.7.7"


def give_text(item: RecordFile, text: str) -> RecordFile:
    """What reading the file would have given."""
    RecordFile.objects.filter(pk=item.pk).update(text=text, text_state=TextState.READ)
    return item
