"""Fixtures for the tests that need models."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from modelsearch.test.testapp.models import Author, Book

from search.backend import WhooshSearchBackend
from search.engine import keeper


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)


@pytest.fixture
def backend(tmp_path: Path, db) -> Iterable[WhooshSearchBackend]:
    """A backend of its own, its indexes empty."""
    made = WhooshSearchBackend({"PATH": tmp_path / "index"})
    made.reset_indexes()
    yield made
    keeper.forget()


def book(title: str, pages: int = 100, year: int = 2020, **fields) -> Book:
    return Book.objects.create(
        title=title, number_of_pages=pages, publication_date=date(year, 1, 1), **fields
    )


@pytest.fixture
def shelf(backend) -> dict[str, Book]:
    """Five indexed books, two authors, tags."""
    books = {
        "haies": book("Tailler une haie", 30, 2012, summary="Le geste du salarié polyvalent"),
        "massif": book("Entretenir un massif", 45, 2014, summary="Désherber puis pailler"),
        "jury": book("Préparer le jury", 12, 2016, summary="Le livret de suivi, les preuves"),
        "accueil": book("Accueillir un salarié", 8, 2018, summary="Le premier jour du chantier"),
        "sécurité": book("La sécurité au chantier", 60, 2020, summary="Gants, casque, salarié"),
    }
    green = Author.objects.create(name="Collectif des espaces verts")
    branch = Author.objects.create(name="Branche des chantiers", date_of_birth=date(2011, 1, 1))
    books["haies"].authors.add(green, branch)
    books["massif"].authors.add(green)
    books["haies"].tags.add("espaces verts", "outils")
    books["massif"].tags.add("espaces verts")
    backend.add_bulk(Book, list(books.values()))
    return books


def titles(results) -> list[str]:
    return [result.title for result in results]
