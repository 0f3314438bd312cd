"""From the tree an editor writes to the competencies that resources point to."""

import pytest
from django.core.exceptions import ValidationError

from referentials.blocks import TreeBlock
from referentials.models import Competency, ReferentialPage
from tests.builders import (
    link_competency,
    make_referential,
    make_resource,
    make_tree,
    make_user,
    publish,
)
from tests.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def codes(page: ReferentialPage, **wanted) -> list[str]:
    rows = page.competencies.filter(retired=False, **wanted).order_by("position")
    return list(rows.values_list("code", flat=True))


def activities(raw: list) -> list[dict]:
    """Activities of a stored tree, in order."""
    return [activity["value"] for block in raw for activity in block["value"]["activities"]]


def rewrite(page: ReferentialPage, change) -> ReferentialPage:
    """Give the page the tree that `change` makes of its stored form; nothing is saved."""
    page = ReferentialPage.objects.get(pk=page.pk)
    raw = page.tree.get_prep_value()
    change(raw)
    page.tree = raw
    return page


def first_of(page: ReferentialPage) -> Competency:
    return page.competencies.get(position=0)


def test_publication_lists_every_competency_with_its_place():
    page = make_referential(tree=make_tree(blocks=2, activities=2, competencies=1))
    assert codes(page) == ["A1.1.1", "A1.2.1", "A2.1.1", "A2.2.1"]
    row = page.competencies.get(code="A2.1.1")
    assert row.label == "Faire 2.1.1"
    assert (row.block_title, row.activity_title) == ("A2 Bloc 2", "A2.1 Activité 1")
    assert row.criteria == ["On le voit."]
    assert page.competency_count == 4


def test_new_code_and_new_wording_keep_the_identifier_and_the_links():
    page = make_referential(tree=make_tree())
    before = first_of(page)
    resource = make_resource()
    link_competency(resource, before)

    def change(raw):
        value = activities(raw)[0]["competencies"][0]["value"]
        value["code"], value["label"] = "B9.9.9", "Tout autre chose"

    publish(rewrite(page, change))
    after = Competency.objects.get(pk=before.pk)
    assert (after.code, after.label) == ("B9.9.9", "Tout autre chose")
    assert after.identifier == before.identifier
    assert resource.competency_links.get().competency == after


def test_competency_moved_to_another_activity_is_still_itself():
    page = make_referential(tree=make_tree(activities=2))
    before = first_of(page)

    def change(raw):
        one, other = activities(raw)
        other["competencies"].insert(0, one["competencies"].pop(0))

    publish(rewrite(page, change))
    after = Competency.objects.get(pk=before.pk)
    assert after.identifier == before.identifier
    assert after.activity_title == "A1.2 Activité 2"
    assert codes(page) == ["A1.1.2", "A1.1.1", "A1.2.1", "A1.2.2"]
    assert not page.competencies.filter(retired=True).exists()


def test_competency_that_leaves_is_retired_not_deleted_and_its_links_stay():
    page = make_referential(tree=make_tree())
    gone = first_of(page)
    resource = make_resource()
    link_competency(resource, gone)
    page = publish(rewrite(page, lambda raw: activities(raw)[0]["competencies"].pop(0)))
    gone.refresh_from_db()
    assert gone.retired
    assert codes(page) == ["A1.1.2"]
    assert page.competency_count == 1
    assert resource.competency_links.count() == 1


def test_competency_that_comes_back_is_no_longer_retired():
    page = make_referential(tree=make_tree())
    first = page.get_latest_revision()
    publish(rewrite(page, lambda raw: activities(raw)[0]["competencies"].pop(0)))
    first.publish()
    assert codes(page) == ["A1.1.1", "A1.1.2"]


def test_draft_changes_no_published_competency():
    page = make_referential(tree=make_tree())

    def change(raw):
        activities(raw)[0]["competencies"][0]["value"]["label"] = "Brouillon"
        activities(raw)[0]["competencies"].pop()

    rewrite(page, change).save_revision()
    assert codes(page) == ["A1.1.1", "A1.1.2"]
    assert first_of(page).label == "Faire 1.1.1"


def test_publishing_again_without_change_changes_nothing():
    page = make_referential(tree=make_tree(blocks=2))
    before = list(page.competencies.values_list("pk", "identifier", "code", "position"))
    publish(ReferentialPage.objects.get(pk=page.pk))
    assert list(page.competencies.values_list("pk", "identifier", "code", "position")) == before


def test_copy_of_a_referential_has_competencies_of_its_own(client):
    page = make_referential(tree=make_tree(), slug="modele")
    client.force_login(make_user("editor"))
    fields = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": page.get_parent().pk,
    }
    client.post(f"/admin/pages/{page.pk}/copy/", fields)
    copy = ReferentialPage.objects.get(slug="copie")
    publish(copy.get_latest_revision_as_object())
    assert codes(copy) == codes(page) == ["A1.1.1", "A1.1.2"]


# What the editor may write


def clean(tree: list):
    block = TreeBlock()
    return block.clean(block.normalize(tree))


def refusal(tree: list) -> str:
    with pytest.raises(ValidationError) as refused:
        clean(tree)
    return plain(str(refused.value.as_json_data()))


def test_tree_as_it_should_be_is_accepted():
    assert len(clean(make_tree(blocks=2))) == 2


@pytest.mark.parametrize("place", ["competency", "activity", "block"])
def test_same_code_twice_is_refused_in_french(place):
    tree = make_tree(blocks=2)
    first, second = (value for _kind, value in tree)
    if place == "competency":
        second["activities"][0]["competencies"][0]["code"] = "A1.1.1"
    elif place == "activity":
        second["activities"][0]["code"] = "A1.1.1"
    else:
        second["code"] = first["code"]
    assert "Chaque code ne sert qu’une fois. En double : A1" in refusal(tree)


def test_codes_that_share_one_address_are_refused_too():
    tree = make_tree()
    competencies = tree[0][1]["activities"][0]["competencies"]
    competencies[0]["code"], competencies[1]["code"] = "EV1.2", "ev1-2"
    assert "En double" in refusal(tree)


@pytest.mark.parametrize("code", ["É1", "A 1", "A/1", ".A", "A?1", "x" * 21, "<b>"])
def test_code_that_could_not_be_an_address_is_refused(code):
    tree = make_tree(competencies=1)
    tree[0][1]["activities"][0]["competencies"][0]["code"] = code
    assert "block_errors" in refusal(tree) or "blockErrors" in refusal(tree)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rome_codes", ["A1203", "ZZ"]),
        ("rome_codes", ["a1203"]),
        ("certification_code", "39794"),
        ("certification_code", "RNCP 39794"),
        ("certification_code", "RNCP"),
    ],
)
def test_official_number_of_the_wrong_shape_is_refused(field, value):
    page = make_referential(live=False)
    setattr(page, field, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_official_numbers_of_the_right_shape_or_none_are_accepted():
    page = make_referential(live=False, rome_codes=["A1203", "K1304"])
    for number in ("", "RNCP39794", "RS5678"):
        page.certification_code = number
        page.full_clean()
