"""A referential on paper: complete, and one activity a page for the « mode chantier »."""

import pytest

from catalogue.sheets.content import content_of, edition_of
from catalogue.sheets.making import WRITERS
from exports.structure import faults_of, tags_of
from tests.builders import make_referential, make_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page():
    level = {"code": "1", "label": "Imitation", "description": "Comme on montre."}
    return make_referential(
        tree=make_tree(blocks=2, activities=2),
        scale=[("level", level), ("level", level | {"code": "2", "label": "Adaptation"})],
        status_note="Exemple proposé.",
        rome_codes=["A1203"],
    )


def test_the_whole_tree_is_there_with_its_scale_and_its_status(page):
    said = repr(content_of(page))
    for words in ("Imitation", "Exemple proposé.", "A1203", "A2 Bloc 2", "A2.2 Activité 2"):
        assert words in said
    assert said.count("On le voit.") == 8


def test_each_activity_is_a_table_whose_cells_have_headers(page):
    content = content_of(page)
    data, _pages = WRITERS["pdf"](content, edition_of(page, content))
    assert faults_of(data, content.title) == []
    kinds = [tag.kind for tags in tags_of(data) for top in tags for tag in top.walk()]
    assert kinds.count("Table") == 4


def test_each_activity_is_a_page_of_the_site_mode_with_its_competencies_to_tick(page):
    tasks = content_of(page).tasks
    assert [task.title.plain for task in tasks][:2] == ["A1.1 Activité 1", "A1.2 Activité 2"]
    assert [point.plain for point in tasks[0].points] == [
        "A1.1.1 Faire 1.1.1",
        "A1.1.2 Faire 1.1.2",
    ]


def test_the_column_of_contexts_shows_when_there_is_one(page):
    assert "Avec quoi, où" not in repr(content_of(page))
    page.tree[0].value["activities"][0]["competencies"][0]["context"] = "Au cordeau"
    said = repr(content_of(page))
    assert "Avec quoi, où" in said
    assert "Au cordeau" in said


def test_a_referential_without_tree_still_prints():
    content = content_of(make_referential(tree=[]))
    assert content.tasks == ()
