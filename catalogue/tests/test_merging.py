"""Merging terms: one word stays, and nothing that used the others is lost."""

import pytest
from wagtail.models import Page

from catalogue.merging import merge_keywords, merge_terms
from catalogue.models import (
    Department,
    Keyword,
    Organisation,
    PartnerType,
    Region,
    ResourceKind,
    Support,
    Theme,
)
from monographs.models import MonographTool
from resources.models import ResourcePage
from tests.builders import make_monograph, make_resource, make_term, make_user, publish
from tests.reading import cards, counts, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def gardens() -> tuple[Support, Support]:
    """The term to keep and the one that goes."""
    return make_term(Support, "Maraîchage"), make_term(Support, "Légumes", synonyms="potager")


def labels(relation) -> list[str]:
    return sorted(str(term) for term in relation.all())


def test_records_of_the_former_term_move_to_the_kept_one(gardens):
    keep, other = gardens
    page = make_resource(supports=[other])
    merge_terms(keep, [other])
    page = ResourcePage.objects.get(pk=page.pk)
    assert labels(page.supports) == ["Maraîchage"]
    assert not Support.objects.filter(label="Légumes").exists()


def test_record_that_had_both_keeps_one_link_only(gardens):
    keep, other = gardens
    page = make_resource(supports=[keep, other])
    merge_terms(keep, [other])
    assert page.supports.through.objects.filter(record=page).count() == 1


def test_records_of_both_terms_are_all_found_under_the_kept_one(client, gardens):
    keep, other = gardens
    make_resource(supports=[keep])
    make_resource(supports=[other])
    make_resource(supports=[keep, other])
    merge_terms(keep, [other])
    assert counts(client.get("/recherche/"), "support") == {"Maraîchage": 3}
    assert len(cards(client.get(f"/recherche/?support={keep.slug}"))) == 3


def test_former_label_and_synonyms_become_synonyms_without_doubles(gardens):
    keep, other = gardens
    keep.synonyms = "potager"
    keep.save()
    merge_terms(keep, [other])
    assert Support.objects.get().synonym_list == ["potager", "Légumes"]


def test_draft_that_used_the_former_term_publishes_with_the_kept_one(gardens):
    keep, other = gardens
    page = make_resource()
    page.supports = [other, keep]
    page.save_revision()
    merge_terms(keep, [other])
    publish_draft(page)
    assert labels(ResourcePage.objects.get(pk=page.pk).supports) == ["Maraîchage"]


def test_draft_without_the_former_term_is_left_as_it_is(gardens):
    keep, other = gardens
    page = make_resource(supports=[make_term(Support, "Restauration")])
    before = page.get_latest_revision().content
    merge_terms(keep, [other])
    page = ResourcePage.objects.get(pk=page.pk)
    assert page.get_latest_revision().content["supports"] == before["supports"]


def test_foreign_keys_move_in_the_page_and_in_its_draft():
    keep, other = make_term(ResourceKind, "Livret"), make_term(ResourceKind, "Carnet")
    page = make_resource(resource_kind=other)
    merge_terms(keep, [other])
    page = ResourcePage.objects.get(pk=page.pk)
    assert page.resource_kind == keep
    assert publish(page.get_latest_revision_as_object()).resource_kind == keep


def publish_draft(page):
    """Publish what an editor left in the draft, as the admin does."""
    return publish(Page.objects.get(pk=page.pk).get_latest_revision_as_object())


def test_kind_of_a_tool_inside_a_monograph_survives_online_and_in_the_draft():
    keep, other = make_term(ResourceKind, "Livret"), make_term(ResourceKind, "Carnet")
    page = make_monograph(tools=[MonographTool(label="Carnet de bord", resource_kind=other)])
    page.tools = [MonographTool(label="Carnet de suivi", resource_kind=other)]
    page.save_revision()
    merge_terms(keep, [other])
    assert MonographTool.objects.get(label="Carnet de bord").resource_kind == keep
    publish_draft(page)
    assert MonographTool.objects.get(label="Carnet de suivi").resource_kind == keep


def test_term_chosen_inside_a_text_survives_online_and_in_the_draft(client):
    keep, other = make_term(PartnerType, "Entreprise"), make_term(PartnerType, "Société")
    partner = {"name": "Menuiserie modèle", "partner_type": other, "role": "Accueille"}
    page = make_monograph(partners=[("partner", partner)])
    page.partners = [("partner", partner | {"name": "Scierie modèle"})]
    page.save_revision()
    merge_terms(keep, [other])
    assert "Menuiserie modèle (Entreprise)" in text(client.get(page.url))
    publish_draft(page)
    assert "Scierie modèle (Entreprise)" in text(client.get(page.url))


def test_older_version_can_still_be_brought_back():
    keep, other = make_term(ResourceKind, "Livret"), make_term(ResourceKind, "Carnet")
    page = make_resource(resource_kind=other)
    older = page.get_latest_revision()
    page.title = "Autre titre"
    publish(page)
    merge_terms(keep, [other])
    older.refresh_from_db()
    assert older.as_object().resource_kind == keep


def test_territories_and_organisations_follow():
    keep = Region.objects.create(label="Hauts-de-France", code="32")
    other = Region.objects.create(label="Picardie", code="22")
    aisne = Department.objects.create(label="Aisne", code="02", region=other)
    bearer = Organisation.objects.create(name="Structure modèle", slug="modele", region=other)
    merge_terms(keep, [other])
    aisne.refresh_from_db()
    bearer.refresh_from_db()
    assert aisne.region == bearer.region == keep


def test_several_terms_merge_at_once_and_the_kept_one_may_be_among_them(gardens):
    keep, other = gardens
    third = make_term(Support, "Cultures")
    make_resource(supports=[other, third])
    merge_terms(keep, [keep, other, third])
    assert labels(Support.objects) == ["Maraîchage"]
    assert labels(ResourcePage.objects.get().supports) == ["Maraîchage"]


def test_terms_of_two_vocabularies_are_refused_and_nothing_changes(gardens):
    keep, _other = gardens
    theme = make_term(Theme, "Accueil")
    with pytest.raises(ValueError, match="même vocabulaire"):
        merge_terms(keep, [theme])
    assert Theme.objects.filter(pk=theme.pk).exists()


# Keywords


def with_keywords(*keywords: Keyword) -> ResourcePage:
    page = make_resource()
    page.keywords.set(keywords)
    return publish(page)


def names(page: ResourcePage) -> list[str]:
    return sorted(ResourcePage.objects.get(pk=page.pk).keywords.names())


def test_keywords_merge_without_doubles():
    keep, other = (Keyword.objects.create(name=name) for name in ("taille", "coupe"))
    one, both = with_keywords(other), with_keywords(keep, other)
    merge_keywords(keep, [keep, other])
    assert names(one) == names(both) == ["taille"]
    assert keep.keyword_records.count() == 2
    assert labels(Keyword.objects) == ["taille"]


def test_drafts_keep_their_keywords_without_doubles():
    keep, other, third = (Keyword.objects.create(name=name) for name in ("taille", "coupe", "haie"))
    one, both = with_keywords(third), with_keywords(third)
    for page, chosen in ((one, [other]), (both, [keep, other])):
        page.keywords.set(chosen)
        page.save_revision()
    merge_keywords(keep, [other])
    for page in (one, both):
        publish_draft(page)
    assert names(one) == names(both) == ["taille"]
    assert keep.keyword_records.count() == 2


# On the editors' screens


def test_editor_merges_a_selection_and_chooses_what_stays(client, gardens):
    keep, other = gardens
    page = make_resource(supports=[other])
    client.force_login(make_user("editor"))
    client.post(merge_address(gardens), {"keep": str(keep.pk)})
    assert labels(ResourcePage.objects.get(pk=page.pk).supports) == ["Maraîchage"]
    assert labels(Support.objects) == ["Maraîchage"]


def test_merge_screen_offers_each_term_as_the_one_to_keep(client, gardens):
    client.force_login(make_user("editor"))
    offered = soup(client.get(merge_address(gardens))).select("input[type=radio][name=keep]")
    assert {choice["value"] for choice in offered} == {str(term.pk) for term in gardens}


def merge_address(terms) -> str:
    chosen = "&".join(f"id={term.pk}" for term in terms)
    return f"/admin/bulk/catalogue/support/merge/?{chosen}"


def test_reader_without_the_right_cannot_merge(client, gardens):
    client.force_login(make_user("member"))
    client.post(merge_address(gardens), {"keep": str(gardens[0].pk)})
    assert Support.objects.count() == 2
