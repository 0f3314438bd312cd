"""Is the right sheet among the first three? The relevance set, put to the search page itself.

Each query of `portal/demo/search_queries.yaml` was written before any tuning, with the answers
that a person of the field accepts. What counts is the order of reading: definition, what the
network puts forward, then the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from portal.searching.glossary import KIND as GLOSSARY
from portal.views.search import page_context

FIRST = 10


@dataclass(frozen=True)
class Query:
    """What somebody types, and what that person would accept first."""

    query: str
    who: str
    kind: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A query with the place of its first good answer (from 1; 0: not among the first ten)."""

    asked: Query
    place: int
    shown: tuple[str, ...]


def read_queries(path: Path) -> list[Query]:
    """The relevance set. Raises ValueError for an incomplete entry."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    queries = []
    for entry in entries:
        if not isinstance(entry, dict) or not entry.get("query") or not entry.get("answers"):
            raise ValueError(f"Il manque la requête ou ses réponses : {entry}")
        queries.append(Query(entry["query"], entry["who"], entry["kind"], tuple(entry["answers"])))
    return queries


def judge(asked: Query) -> Judged:
    """Search as an anonymous reader does, and look for the answers."""
    shown = tuple(answers_to(asked.query))
    places = (place for place, answer in enumerate(shown, 1) if answer in asked.answers)
    return Judged(asked, next(places, 0), shown)


def answers_to(words: str) -> list[str]:
    """The first answers of the search page, in the order of reading."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    request = RequestFactory().get("/recherche/", {"q": words}, headers={"host": host})
    request.user = AnonymousUser()
    return list(dict.fromkeys(_answers(page_context(request))))[:FIRST]


def _answers(context: dict) -> Iterator[str]:
    if context["definition"]:
        yield f"glossaire:{context['definition']['term']}"
    yield from (pick["url"] for pick in context["picks"])
    for card in context["listing"].cards:
        yield f"glossaire:{card.title}" if card.kind == GLOSSARY else card.url


@dataclass(frozen=True)
class Score:
    """How a set of judged queries fares: shares from 0 to 1."""

    number: int
    first: float
    three: float
    reciprocal: float

    @classmethod
    def of(cls, judged: list[Judged]) -> "Score":
        """success@1, success@3, mean reciprocal rank."""
        number = len(judged) or 1
        return cls(
            len(judged),
            sum(item.place == 1 for item in judged) / number,
            sum(1 <= item.place <= 3 for item in judged) / number,
            sum(1 / item.place for item in judged if item.place) / number,
        )
