"""The editors' screens of terms and removed records."""

import pytest

from catalogue.models import RemovedRecord, Support
from tests.builders import (
    make_resource,
    make_term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SNIPPETS = "/admin/snippets/catalogue"


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def make_support_term() -> Support:
    return make_term(Support, "Maraîchage")


def merge_address(*terms) -> str:
    model = type(terms[0])._meta
    ids = "&".join(f"id={term.pk}" for term in terms)
    return f"/admin/bulk/{model.app_label}/{model.model_name}/merge/?{ids}&next=/admin/"


def test_merging_asks_which_one_stays_and_proposes_the_most_used(editor):
    keep, other = make_support_term(), make_term(Support, "Légumes")
    make_resource(supports=[keep])
    shown = page(editor.get(merge_address(other, keep)))
    assert "1 utilisation" in shown
    assert "jamais utilisé" in shown
    assert f'value="{keep.pk}" required id="id_keep_0" checked' in " ".join(shown.split())
    assert "deviennent des synonymes" in shown


def test_merging_moves_the_records(editor):
    keep, other = make_support_term(), make_term(Support, "Légumes")
    record = make_resource(supports=[other])
    editor.post(merge_address(keep, other), {"keep": keep.pk})
    assert list(record.supports.through.objects.values_list("support_id", flat=True)) == [keep.pk]
    assert not Support.objects.filter(pk=other.pk).exists()


def test_merging_without_a_choice_says_so(editor):
    keep, other = make_support_term(), make_term(Support, "Légumes")
    assert "Dites d’abord lequel vous gardez." in page(editor.post(merge_address(keep, other)))
    assert Support.objects.count() == 2


def test_one_term_alone_cannot_be_merged(editor):
    shown = page(editor.get(merge_address(make_support_term())))
    assert "Cochez au moins deux termes" in shown


@pytest.mark.parametrize("how", ["delete/{pk}/", "bulk"])
def test_term_in_use_is_not_deleted(editor, how):
    term = make_support_term()
    make_resource(supports=[term])
    if how == "bulk":
        address = merge_address(term).replace("/merge/", "/delete/")
    else:
        address = f"{SNIPPETS}/support/{how.format(pk=term.pk)}"
    response = editor.post(address, follow=True)
    assert "ne peut pas être supprimé : 1 utilisation" in page(response).replace("\xa0", " ")
    assert Support.objects.filter(pk=term.pk).exists()


def test_unused_term_is_deleted(editor):
    term = make_support_term()
    editor.post(f"{SNIPPETS}/support/delete/{term.pk}/")
    assert not Support.objects.filter(pk=term.pk).exists()


# Removed records.


def test_unpublishing_proposes_to_name_a_replacement(editor):
    record = make_resource(title="Ancienne")
    response = editor.post(f"/admin/pages/{record.pk}/unpublish/", follow=True)
    assert "Proposer une autre fiche à la place" in page(response)
    assert editor.get(record.url).status_code == 410


def test_replacement_is_proposed_at_the_former_address(editor):
    record, other = make_resource(title="Ancienne"), make_resource(title="Nouvelle")
    editor.post(f"/admin/pages/{record.pk}/unpublish/")
    removed = RemovedRecord.objects.get()
    editor.post(
        f"{SNIPPETS}/removedrecord/edit/{removed.pk}/",
        {"title": "Ancienne", "replacement": other.pk},
    )
    assert "Nouvelle" in editor.get(record.url).content.decode()


def test_removed_records_are_never_added_by_hand(editor):
    assert "/removedrecord/add/" not in page(editor.get(f"{SNIPPETS}/removedrecord/"))
    assert editor.get(f"{SNIPPETS}/removedrecord/add/").status_code == 302
