"""A resource on paper: what it is for, how to use it, what it serves."""

import pytest

from catalogue.sheets.content import content_of
from resources import documents
from tests.builders import (
    link_competency,
    make_file,
    make_monograph,
    make_referential,
    make_resource,
    make_tree,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def said(page) -> str:
    return repr(content_of(type(page).objects.get(pk=page.pk)))


def test_it_says_its_use_its_files_and_who_uses_it():
    page = make_resource(purpose="Suivre", how_to_use=["Lire", "Cocher"], duration_minutes=90)
    make_file(page, "Livret")
    practice = make_monograph(title="Une pratique")
    practice.tools.create(label="Le livret", record=page)
    publish(practice)
    words = said(page)
    for part in ("Suivre", "Cocher", "1\\xa0h\\xa030", "Livret (PDF)", "Une pratique"):
        assert part in words


def test_a_practice_that_a_stranger_may_not_know_is_not_named():
    page = make_resource()
    practice = make_monograph(title="Pratique cachée", access_level="members", hide_notice=True)
    practice.tools.create(label="Le livret", record=page)
    publish(practice)
    assert "Pratique cachée" not in said(page)


def test_competencies_stand_in_a_table_with_what_it_does_for_them():
    page, referential = make_resource(), make_referential(title="Maraîchage", tree=make_tree())
    first = referential.competencies.first()
    for role in ("teach", "prove"):
        link_competency(page, first, role)
    words = said(page)
    for part in ("Maraîchage", "A1.1.1 Faire 1.1.1", "enseigner, prouver"):
        assert part in words


def test_many_competencies_are_named_by_their_codes(monkeypatch):
    monkeypatch.setattr(documents, "NAMED", 1)
    page, referential = make_resource(), make_referential(tree=make_tree())
    for competency in referential.competencies.all():
        link_competency(page, competency, "assess")
    assert "Elle aide à évaluer\\xa0: A1.1.1, A1.1.2" in said(page)


def test_competencies_of_a_reserved_referential_are_not_named():
    page = make_resource()
    referential = make_referential(access_level="members", tree=make_tree())
    link_competency(page, referential.competencies.first())
    assert "A1.1.1" not in said(page)


def test_each_gesture_is_a_page_of_the_site_mode():
    tasks = content_of(make_resource(how_to_use=["Lire", "Cocher"])).tasks
    assert [task.title.plain for task in tasks] == ["Lire", "Cocher"]
