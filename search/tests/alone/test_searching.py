"""Searches over real models: rights, filters, orders, facets, slices."""

from collections import OrderedDict
from datetime import date

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import ExtractMonth, Lower
from modelsearch.backends.base import FilterFieldError, OrderByFieldError, SearchFieldError
from modelsearch.query import MATCH_ALL, Fuzzy, Phrase, PlainText
from modelsearch.test.testapp.models import (
    AdvertWithCustomUUIDPrimaryKey,
    Author,
    Book,
    Meeting,
    Novel,
)
from taggit.models import Tag

from search.backend import WhooshSearchBackend

from .conftest import book, titles


def test_french_words_are_found_as_readers_type_them(backend, shelf):
    for query in ("haies", "taille-haie", "la taille des haies", "l'HAIE", "Haie ?"):
        assert titles(backend.search(query, Book)) == ["Tailler une haie"]
    assert titles(backend.search("livrets", Book)) == ["Préparer le jury"]
    assert titles(backend.search(Phrase("livret de suivi"), Book)) == ["Préparer le jury"]
    assert titles(backend.search(Fuzzy("massiff"), Book)) == ["Entretenir un massif"]


def test_the_title_outweighs_the_summary(backend, shelf):
    assert titles(backend.search("salarié", Book))[0] == "Accueillir un salarié"
    assert set(titles(backend.search("salarié", Book))) == {
        "Accueillir un salarié",
        "Tailler une haie",
        "La sécurité au chantier",
    }


def test_the_queryset_decides_who_is_in(backend, shelf):
    short = Book.objects.filter(number_of_pages__lt=20)
    assert titles(backend.search("salarié", short)) == ["Accueillir un salarié"]
    assert backend.search("salarié", Book.objects.none()).count() == 0


def test_an_object_gone_from_the_database_is_not_found(backend, shelf):
    Book.objects.filter(pk=shelf["accueil"].pk).delete()
    assert "Accueillir un salarié" not in titles(backend.search("salarié", Book))
    assert backend.search("salarié", Book).count() == 2


def test_what_the_database_says_now_counts_not_what_was_indexed(backend, shelf):
    Book.objects.filter(pk=shelf["accueil"].pk).update(number_of_pages=500)
    assert backend.search("accueillir", Book.objects.filter(number_of_pages__lt=20)).count() == 0


@pytest.mark.parametrize("field", ["unknown", "number_of_pages", "authors", "authors__unknown"])
def test_searching_a_field_that_is_not_declared_is_refused(backend, shelf, field):
    with pytest.raises(SearchFieldError, match=f'Cannot search with field "{field}"'):
        backend.search("haie", Book, fields=[field])


def test_a_search_may_be_kept_to_some_fields(backend, shelf):
    assert titles(backend.search("salarié", Book, fields=["title"])) == ["Accueillir un salarié"]
    assert len(backend.search("salarié", Book, fields=["title", "summary"])) == 3
    assert titles(backend.search("branche", Book, fields=["authors__name"])) == ["Tailler une haie"]
    assert titles(backend.search("outils", Book, fields=["tags__name"])) == ["Tailler une haie"]
    assert titles(backend.search("branche", Book, fields=["title"])) == []


def test_completion_may_be_kept_to_some_fields(backend, shelf):
    assert titles(backend.autocomplete("Branc", Book)) == ["Tailler une haie"]
    assert titles(backend.autocomplete("Branc", Book, fields=["title"])) == []
    assert titles(backend.autocomplete("Branc", Book, fields=["authors__name"])) != []
    with pytest.raises(SearchFieldError, match="AutocompleteField"):
        backend.autocomplete("Branc", Book, fields=["summary"])


def test_completion_ignores_accents_and_takes_several_words(backend, shelf):
    assert titles(backend.autocomplete("secu chan", Book)) == ["La sécurité au chantier"]
    assert titles(backend.autocomplete("prép", Book)) == ["Préparer le jury"]


@pytest.mark.parametrize(
    "condition",
    [Q(summary="x"), Q(authors__name="x"), Q(tags__name="x"), ~Q(summary__contains="x")],
)
def test_filtering_on_a_field_that_is_not_declared_is_refused(backend, shelf, condition):
    with pytest.raises(FilterFieldError):
        backend.search("haie", Book.objects.filter(condition))


def test_declared_filters_work_on_relations(backend, shelf):
    green = Author.objects.get(name__startswith="Collectif")
    tag = Tag.objects.get(name="outils")
    for condition, count in (
        (Q(authors=green), 2),
        (Q(authors__in=[green]), 2),
        (Q(tags=tag), 1),
        (Q(authors__date_of_birth=date(2011, 1, 1)), 1),
        (Q(tags__slug="outils") | Q(number_of_pages=45), 2),
        (~Q(authors=green), 0),
    ):
        found = backend.search("haie massif", Book.objects.filter(condition), operator="or")
        assert found.count() == count


def test_expressions_are_left_to_the_database(backend, shelf):
    tagged = Tag.objects.filter(book=OuterRef("pk"), slug="outils")
    rows = Book.objects.filter(Exists(tagged))
    assert titles(backend.search(MATCH_ALL, rows)) == ["Tailler une haie"]
    january = Book.objects.annotate(month=ExtractMonth("publication_date")).filter(month=1)
    assert backend.search(MATCH_ALL, january).count() == 5
    many = Book.objects.annotate(hands=Count("authors")).filter(hands__gt=1)
    assert titles(backend.search("haie", many)) == ["Tailler une haie"]
    lower = Book.objects.annotate(small=Lower("title")).filter(small__startswith="tailler")
    assert titles(backend.search("haie", lower)) == ["Tailler une haie"]


def test_undeclared_filters_can_be_allowed(backend, shelf):
    lenient = WhooshSearchBackend({"PATH": backend.options.path, "CHECK_FILTERS": False})
    rows = Book.objects.filter(summary__startswith="Le geste").order_by("summary")
    assert titles(lenient.search("haie", rows, order_by_relevance=False)) == ["Tailler une haie"]
    assert titles(lenient.autocomplete("tail", rows)) == ["Tailler une haie"]


def test_a_join_that_repeats_rows_repeats_no_result(backend, shelf):
    rows = Book.objects.filter(authors__date_of_birth__isnull=True).filter(tags__slug__isnull=False)
    both = Book.objects.filter(Q(tags__slug="outils") | Q(tags__slug="espaces-verts"))
    for queryset in (rows, both):
        for by_relevance in (True, False):
            found = backend.search("haie", queryset, order_by_relevance=by_relevance)
            assert titles(found) == ["Tailler une haie"]
            assert found.count() == 1


def test_orders(backend, shelf):
    def ordered(*order):
        rows = Book.objects.order_by(*order)
        return [
            b.number_of_pages for b in backend.search(MATCH_ALL, rows, order_by_relevance=False)
        ]

    pages = [30, 45, 12, 8, 60]
    assert ordered("number_of_pages") == sorted(pages)
    assert ordered("-number_of_pages") == sorted(pages, reverse=True)
    assert ordered("pk") == pages
    assert ordered("-pk") == ordered() == ordered("-id") == pages[::-1]
    assert ordered(F("number_of_pages").desc()) == sorted(pages, reverse=True)
    with pytest.raises(OrderByFieldError, match='Cannot sort search results with field "summary"'):
        ordered("summary")


def test_everything_keeps_the_order_of_the_queryset(backend, shelf):
    rows = Book.objects.order_by("-publication_date")
    years = [b.publication_date.year for b in backend.search(MATCH_ALL, rows)]
    assert years == [2020, 2018, 2016, 2014, 2012]


def test_slices_share_one_search(backend, shelf, django_assert_num_queries):
    results = backend.search("salarié", Book)
    with django_assert_num_queries(2):
        assert results.count() == 3
        assert len(results[:2]) == 2
    with django_assert_num_queries(1):
        assert len(results[2:10]) == 1
    assert results[1:][:1].count() == 1
    assert results[5:].count() == 0
    assert [*results[:1], *results[1:2], *results[2:3]] == list(results)


def test_primary_keys_are_given_without_fetching_objects(backend, shelf):
    results = backend.search("salarié", Book)
    assert results[:2].pks() == [found.pk for found in results[:2]]
    assert set(results[:1].queryset()) == set(results)


def test_scores_are_numbers_in_order(backend, shelf):
    scores = [found.rank for found in backend.search("salarié", Book).annotate_score("rank")]
    assert all(isinstance(score, float) for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_facets_count_what_is_found(backend, shelf):
    green = Author.objects.get(name__startswith="Collectif")
    branch = Author.objects.get(name__startswith="Branche")
    found = backend.search(MATCH_ALL, Book)
    assert found.facet("authors") == OrderedDict([(None, 3), (green.pk, 2), (branch.pk, 1)])
    assert dict(found.facet("tags__slug")) == {None: 3, "espaces-verts": 2, "outils": 1}
    assert dict(found[:1].facet("number_of_pages")) == {30: 1, 45: 1, 12: 1, 8: 1, 60: 1}
    assert dict(backend.search("jury", Book).facet("authors")) == {None: 1}
    assert backend.search("introuvable", Book).facet("authors") == OrderedDict()


def test_a_facet_counts_all_values_of_filtered_objects(backend, shelf):
    rows = Book.objects.filter(tags__slug="outils")
    found = backend.search("haie", rows).facet("tags__slug")
    assert dict(found) == {"espaces-verts": 1, "outils": 1}


@pytest.mark.parametrize("field", ["unknown", "summary", "authors__name", "tags__name"])
def test_a_facet_on_a_field_that_is_not_declared_is_refused(backend, shelf, field):
    with pytest.raises(FilterFieldError, match=f'Cannot facet search results with field "{field}"'):
        backend.search("haie", Book).facet(field)


def test_thousands_of_results(backend):
    day = date(2020, 1, 1)
    for word, size in (("Haie", 1500), ("Massif", 1400)):
        Book.objects.bulk_create(
            Book(title=f"{word} {n}", publication_date=day, number_of_pages=n) for n in range(size)
        )
    backend.add_bulk(Book, Book.objects.all())
    found = backend.search("massif", Book)
    assert found.count() == 1400
    assert len(list(found)) == 1400
    assert len(set(found.pks())) == 1400
    assert found.facet("number_of_pages")[3] == 1
    rows = Book.objects.filter(number_of_pages__lt=10).order_by("number_of_pages")
    ordered = backend.search("haie", rows, order_by_relevance=False)
    assert [b.number_of_pages for b in ordered[2:5]] == [2, 3, 4]


def test_keys_need_not_be_numbers(backend, db):
    advert = AdvertWithCustomUUIDPrimaryKey.objects.create(text="Un chantier recrute")
    other = AdvertWithCustomUUIDPrimaryKey.objects.create(text="Un atelier recrute")
    backend.add_bulk(AdvertWithCustomUUIDPrimaryKey, [advert, other])
    assert list(backend.search("chantiers", AdvertWithCustomUUIDPrimaryKey)) == [advert]
    assert backend.search("recruter", AdvertWithCustomUUIDPrimaryKey).count() == 2
    backend.delete(advert)
    assert list(backend.search("recrute", AdvertWithCustomUUIDPrimaryKey)) == [other]


def test_a_child_is_found_through_its_parent_and_itself(backend, db):
    novel = Novel.objects.create(
        title="Germinal", setting="Une mine", number_of_pages=1, publication_date=date(1885, 1, 1)
    )
    backend.add(novel)
    assert backend.search("mine", Book)[0] == novel.book_ptr
    assert backend.search("mine", Novel)[0] == novel
    novel.delete()
    backend.delete(Novel(pk=1, id=1))
    assert backend.search("mine", Book).count() == 0


def test_a_sliced_queryset_can_be_searched(backend, shelf):
    first = Book.objects.order_by("pk")[:2]
    assert titles(backend.search(PlainText("massif"), first)) == ["Entretenir un massif"]


def test_related_objects_can_be_fetched_along(backend, shelf, django_assert_num_queries):
    rows = Book.objects.prefetch_related("authors").only("title")
    with django_assert_num_queries(3):
        found = list(backend.search("haie", rows))
        assert len(found[0].authors.all()) == 2


def test_other_values_than_texts_are_searched(backend, db):
    meeting = Meeting.objects.create(name="Comité", start_time="08:30")
    backend.add(meeting)
    assert list(backend.search("08:30", Meeting)) == [meeting]


@pytest.mark.parametrize("query", ['"', 'a"b', "(", "*", "\x00", "le la les", "x" * 5000, "😀"])
def test_nothing_that_is_typed_breaks_a_search(backend, shelf, query):
    for results in (backend.search(query, Book), backend.autocomplete(query, Book)):
        assert results.count() == len(list(results))
        assert results.facet("tags") is not None


def test_an_empty_query_finds_nothing(backend, shelf):
    assert list(backend.search("", Book)) == []
    assert list(backend.search("   ", Book)) == []


def test_books_are_independent_of_the_order_of_writing(backend, db):
    for title in ("b", "a", "c"):
        backend.add(book(f"Titre {title}"))
    assert titles(backend.search("titre", Book)) == ["Titre c", "Titre a", "Titre b"]
