"""Every way by which the search may speak of a record: door → the records it speaks of."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.test import Client

from tests.search_world import CASES, Case, code_of, said_in

LISTED = ".card__title"
# The doors that only ever open on the body and the files; the others open on the notice.
INSIDE = frozenset(
    {
        "body",
        "body, total",
        "body, facet",
        "body, on the list of resources",
        "file",
        "phrase",
        "body of one",
        "extract",
        "extract of a file",
        "essayez avec",
        "approximate body",
        "competency",
        "code",
        "competency suggested",
    }
)


class Answer:
    """The answer to one search, ready to be asked about."""

    def __init__(self, client: Client, words: str, path: str = "/recherche/", more: str = ""):
        response = client.get(f"{path}?q={quote(words)}{more}")
        assert response.status_code == 200, words
        self.html = response.content.decode()
        self._tree = BeautifulSoup(self.html, "html.parser")

    def text(self, selector: str) -> str:
        return " ".join(part.get_text(" ") for part in self._tree.select(selector))

    def cases(self, selector: str, part: str = "title") -> set[Case]:
        """The records whose secret word stands in the parts that the selector names."""
        said = said_in(self.text(selector))
        return {case for case in CASES if case.word(part) in said}

    def total(self) -> int:
        """How many it says it found."""
        number = re.match(r"\s*(\d+)", self.text("#resultats-compte"))
        return int(number.group(1)) if number else 0


def mistyped(word: str) -> str:
    """The word with one letter too few, towards its end."""
    return word[:-2] + word[-1]


def of_all(client: Client) -> dict[str, set[Case]]:
    """What the search says of all the records at once, by the words that they share."""
    notice, body = Answer(client, "commun"), Answer(client, "ordinaire")
    assert notice.total() == len(notice.cases(LISTED)) + 1
    assert body.total() == len(body.cases(LISTED))
    return {
        "notice": notice.cases(LISTED),
        "facet": notice.cases("#filtres"),
        "sorted": Answer(client, "commun", more="&tri=titre").cases(LISTED),
        "on the list of resources": Answer(client, "commun", "/ressources/").cases(LISTED),
        "not excluded": Answer(client, "commun -ordinaire").cases(LISTED),
        "body": body.cases(LISTED),
        "body, facet": body.cases("#filtres"),
        "body, on the list of resources": Answer(client, "ordinaire", "/ressources/").cases(LISTED),
        "file": Answer(client, "dedans").cases(LISTED),
        "phrase": Answer(client, "« ordinaire et »").cases(LISTED),
    }


def of_each(client: Client, cases: Iterable[Case]) -> dict[str, set[Case]]:
    """What the search says of each of these records, by the words that only it has."""
    found: dict[str, set[Case]] = {}
    for case in cases:
        for door, said in {**_notice(client, case), **_inside(client, case)}.items():
            found.setdefault(door, set()).update(said)
    return found


def _notice(client: Client, case: Case) -> dict[str, set[Case]]:
    title = case.word("title")
    answer = Answer(client, title)
    beginning = Answer(client, title[:9], "/recherche/suggestions/")
    return {
        "title": answer.cases(LISTED),
        "mark": answer.cases(f"{LISTED} mark"),
        "approximate": Answer(client, mistyped(title)).cases(LISTED),
        "suggestion": beginning.cases(".suggestion"),
        "pick": Answer(client, f"choix {case.rank}").cases(".pick"),
    }


def _inside(client: Client, case: Case) -> dict[str, set[Case]]:
    body, label = case.word("body"), case.word("label")
    answer, file = Answer(client, body), Answer(client, case.word("file"))
    mistake = Answer(client, mistyped(body))
    beginning = Answer(client, label[:9], "/recherche/suggestions/")
    return {
        "body of one": answer.cases(LISTED),
        "extract": answer.cases(".card__text mark", "body"),
        "extract of a file": file.cases(".card__text mark", "file"),
        "essayez avec": mistake.cases("#recherche-essai", "body"),
        "approximate body": mistake.cases(LISTED),
        "competency": Answer(client, f"faire {label}").cases(".card--competence", "label"),
        "code": Answer(client, code_of(case)).cases(".card--competence", "label"),
        "competency suggested": beginning.cases(".suggestion", "label"),
    }
