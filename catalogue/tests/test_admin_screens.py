"""The editors' screens: lists, files, merging, words a person understands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Keyword, Organisation, RecordFile, Support
from tests.builders import (
    make_file,
    make_monograph,
    make_referential,
    make_resource,
    make_term,
    make_tree,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SNIPPETS = "/admin/snippets/catalogue"


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def titles(response) -> list[str]:
    """Titles of the rows of a list, in order."""
    return [str(item) for item in response.context["object_list"]]


def test_review_date_is_a_date_and_says_when_it_is_past(editor):
    today = timezone.localdate()
    make_resource(title="Vieille", review_by=today - timedelta(days=1))
    make_resource(title="Fraîche", review_by=today + timedelta(days=400))
    shown = page(editor.get("/admin/ressources/"))
    assert f"{today - timedelta(days=1):%d/%m/%Y} (dépassée)" in shown
    assert f"{today + timedelta(days=400):%d/%m/%Y}<" in shown.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("review=late", ["Vieille"]),
        ("review=soon", ["Bientôt"]),
        ("review=none", ["Brouillon", "Sans date"]),
        ("published=draft", ["Brouillon"]),
        ("files=with", ["Vieille"]),
        ("review=none&published=live", ["Sans date"]),
        ("q=vieille&review=late", ["Vieille"]),
        ("q=vieille&review=soon", []),
        ("review=nonsense", ["Bientôt", "Brouillon", "Sans date", "Vieille"]),
    ],
)
def test_filters_of_records(editor, query, expected):
    today = timezone.localdate()
    make_file(make_resource(title="Vieille", review_by=today - timedelta(days=1)))
    make_resource(title="Bientôt", review_by=today + timedelta(days=30))
    make_resource(title="Sans date")
    make_resource(title="Brouillon", live=False)
    assert sorted(titles(editor.get(f"/admin/ressources/?{query}"))) == expected


@pytest.mark.parametrize(
    "address",
    [
        "/admin/ressources/?q=livret&supports={support}&ordering=review_by",
        "/admin/ressources/?q=livret&ordering=kind_label",
        "/admin/monographies/?q=livret&source_year=2015",
        "/admin/referentiels/?q=livret&state=in_force",
        f"{SNIPPETS}/recordfile/?q=livret&extension=pdf&ordering=-uploaded_at",
        f"{SNIPPETS}/recordfile/?q=livret&version=current",
        f"{SNIPPETS}/organisation/?q=asso&kind=network",
        "/admin/snippets/referentials/competency/?q=A1&retired=False&gap=teach",
        "/admin/snippets/portal/glossaryentry/?q=aci&origin=source",
        "/admin/snippets/portal/contactmessage/?q=bonjour&status=new",
    ],
)
def test_search_and_filter_work_together(editor, address):
    make_file(make_resource(title="Livret", supports=[make_support_term()]))
    make_referential(tree=make_tree())
    assert editor.get(address.format(support=make_support_term().pk)).status_code == 200


def make_support_term() -> Support:
    return make_term(Support, "Maraîchage")


@pytest.mark.parametrize("what", ["ressources", "monographies", "recordfile", "keyword", "support"])
def test_lists_ask_as_many_queries_for_many_rows_as_for_few(editor, what):
    address = f"/admin/{what}/" if what.endswith("s") else f"{SNIPPETS}/{what}/"
    few, many = queries_after(editor, address, 3), queries_after(editor, address, 15)
    assert many <= few


def queries_after(editor, address: str, more: int) -> int:
    """How many queries the list asks once `more` of everything have been added."""
    for _ in range(more):
        number = RecordFile.objects.count()
        publisher = Organisation.objects.create(name=f"Asso {number}", slug=f"asso-{number}")
        record = make_resource(
            supports=[make_term(Support, f"Support {number}")], publisher=publisher
        )
        record.keywords.add(Keyword.objects.create(name=f"mot {number}"))
        record.save()
        make_file(record)
        make_monograph(source_year=2015, bearers=[publisher])
    editor.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(editor.get(address))
    return len(asked)


def test_uses_of_terms_and_keywords_are_counted_once_a_record(editor):
    support, keyword = make_support_term(), Keyword.objects.create(name="haie")
    for _ in range(2):
        record = make_resource(supports=[support])
        record.keywords.add(keyword)
        record.save()
    (row,) = editor.get(f"{SNIPPETS}/support/").context["object_list"]
    assert row.uses == 2
    (row,) = editor.get(f"{SNIPPETS}/keyword/").context["object_list"]
    assert row.uses == 2


def test_lists_speak_french(editor):
    make_file(make_resource())
    make_referential(tree=make_tree())
    addresses = (f"{SNIPPETS}/recordfile/", "/admin/snippets/referentials/competency/")
    for address in addresses:
        shown = page(editor.get(address))
        assert not {"Format label", "Size label", "False", "True"} & set(words(shown))
    assert "Ajouter une ressource" in page(editor.get("/admin/ressources/"))


def words(html: str) -> list[str]:
    """The texts of the cells of a list."""
    from bs4 import BeautifulSoup

    return [cell.get_text(" ", strip=True) for cell in BeautifulSoup(html, "lxml").select("th, td")]
