"""The review beside the source: every act is kept in the draft at once, nothing is lost."""

import re

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from monographs.importing.fiche import ProposedTerm
from monographs.models import MonographPage
from monographs.tests.fiches import STORY, imported
from tests.builders import make_monograph, make_term, make_user
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def editor(client):
    user = make_user("editor")
    client.force_login(user)
    return user


@pytest.fixture
def kept(editor):
    return imported(editor)


def draft(kept) -> MonographPage:
    """The latest version of the draft."""
    return MonographPage.objects.get(pk=kept.page_id).get_latest_revision_as_object()


def seen(client, kept) -> str:
    page = client.get(kept.review_url)
    return soup(page).select_one("input[name=seen]")["value"]


def do(client, kept, act: str, follow: bool = True, **data):
    """One act, from a page just opened."""
    return client.post(
        kept.review_url, {"do": act, "seen": seen(client, kept)} | data, follow=follow
    )


def number(kept, section: str, at: int = 0) -> int:
    kept.refresh_from_db()
    return kept.pieces[section][at]["key"]


def passage(kept, words: str) -> int:
    return next(one["n"] for one in kept.passages if words in one["text"])


def aside(kept) -> list[str]:
    kept.refresh_from_db()
    return [piece["text"] for piece in kept.pieces["a_classer"]]


def test_page_shows_the_source_and_the_draft_with_how_sure_each_passage_is(client, kept):
    page = client.get(kept.review_url)
    source, fiche = text(page, "#source"), text(page, "#fiche")
    assert "La commune : prête le terrain" in source
    assert "Laissé de côté" not in source
    assert "Apprendre la taille" in fiche
    for word in ("sûr", "à vérifier", "deviné"):
        assert word in fiche
    assert not re.search(r"0[.,]\d", fiche)


def test_passage_goes_to_the_section_that_is_chosen(client, kept):
    do(client, kept, "place", passage=passage(kept, "Récolter"), to="resultats")
    page = draft(kept)
    assert page.results == ["Récolter"]
    assert page.objectives == ["Apprendre la taille"]
    assert not MonographPage.objects.get(pk=kept.page_id).live


def test_passage_set_aside_finds_its_section(client, kept):
    do(client, kept, "place", passage=passage(kept, "égarée"), to="points_de_vigilance")
    assert draft(kept).vigilance == ["Une phrase égarée."]
    assert aside(kept) == ["beaucoup de pommes"]


def test_each_act_makes_a_version_by_whoever_did_it(client, kept, editor):
    before = kept.page.revisions.count()
    do(client, kept, "move", piece=number(kept, "objectifs"), to="leviers")
    assert kept.page.revisions.count() == before + 1
    assert draft(kept).latest_revision.user == editor


def test_item_is_edited_and_a_blank_line_cuts_it_in_two(client, kept):
    do(client, kept, "edit", piece=number(kept, "objectifs"), text="Tailler\n\nGreffer")
    assert draft(kept).objectives == ["Tailler", "Greffer", "Récolter"]


def test_step_is_edited_part_by_part(client, kept):
    typed = {"titre": "Choisir", "quand": "Janvier", "texte": "On marque les arbres."}
    do(client, kept, "edit", piece=number(kept, "mise_en_oeuvre"), **typed)
    value = draft(kept).implementation[0].value
    assert (value["title"], value["when"], value["text"]) == tuple(typed.values())


def test_steps_are_joined_then_cut_again(client, kept):
    do(client, kept, "join", piece=number(kept, "mise_en_oeuvre"))
    steps = draft(kept).implementation
    assert len(steps) == 1
    assert "débroussaille" in steps[0].value["text"] and "Quarante" in steps[0].value["text"]
    do(client, kept, "split", piece=number(kept, "mise_en_oeuvre"))
    assert len(draft(kept).implementation) == 2


def test_items_change_places(client, kept):
    do(client, kept, "down", piece=number(kept, "objectifs"))
    assert draft(kept).objectives == ["Récolter", "Apprendre la taille"]
    do(client, kept, "up", piece=number(kept, "objectifs", 1))
    assert draft(kept).objectives == ["Apprendre la taille", "Récolter"]


def test_address_follows_the_title_until_the_fiche_is_published(client, kept):
    do(client, kept, "edit", piece=number(kept, "titre"), text="Tailler à huit")
    assert draft(kept).slug == "tailler-a-huit"
    draft(kept).latest_revision.publish()
    do(client, kept, "edit", piece=number(kept, "titre"), text="Tailler à dix")
    assert (draft(kept).title, draft(kept).slug) == ("Tailler à dix", "tailler-a-huit")


def test_removed_item_waits_in_a_classer(client, kept):
    do(client, kept, "remove", piece=number(kept, "objectifs"))
    assert draft(kept).objectives == ["Récolter"]
    assert "Apprendre la taille" in aside(kept)


def test_figure_needs_a_number(client, kept):
    answer = do(client, kept, "move", piece=number(kept, "objectifs"), to="chiffres_cles")
    assert answer.status_code == 422
    assert "Un chiffre clé commence par un nombre" in text(answer)
    assert draft(kept).objectives == ["Apprendre la taille", "Récolter"]


def test_refused_edit_keeps_what_was_typed(client, kept):
    answer = do(client, kept, "edit", piece=number(kept, "resume"), text="x" * 401)
    assert answer.status_code == 422
    assert "x" * 401 in soup(answer).select_one("#box-text").text


def test_draft_changed_elsewhere_is_said_and_nothing_is_lost(client, kept):
    mark = seen(client, kept)
    page = draft(kept)
    page.context = "Réécrit dans l’éditeur."
    page.save_revision()
    data = {"do": "edit", "seen": mark, "piece": number(kept, "objectifs"), "text": "Ma version"}
    answer = client.post(kept.review_url, data)
    assert answer.status_code == 409
    assert "a changé depuis" in text(answer)
    assert "Ma version" in soup(answer).select_one("#lost").text
    assert draft(kept).context == "Réécrit dans l’éditeur."


def test_what_was_written_in_the_editor_survives_the_acts_of_the_review(client, kept):
    page = draft(kept)
    page.context = f"{STORY} Et trois poules."
    page.objectives = ["Apprendre la taille", "Un objectif ajouté"]
    page.save_revision()
    do(client, kept, "move", piece=number(kept, "plus_value_salaries"), to="resultats")
    after = draft(kept)
    assert after.context.endswith("trois poules.")
    assert after.objectives == ["Apprendre la taille", "Un objectif ajouté"]
    assert "Récolter" in aside(kept)


def test_terms_are_accepted_one_by_one_or_refused(client, editor):
    themes = [make_term(MonographPage.themes.rel.model, label) for label in ("Vergers", "Taille")]
    terms = tuple(ProposedTerm("themes", t.pk, t.label, 0.9, "arbres") for t in themes)
    kept = imported(editor, terms=terms)
    do(client, kept, "term", term="0", answer="accepted")
    do(client, kept, "term", term="1", answer="declined")
    assert [term.label for term in draft(kept).themes.all()] == ["Vergers"]
    do(client, kept, "term", term="0", answer="declined")
    assert not draft(kept).themes.all()


def test_all_waiting_terms_are_accepted_at_once(client, editor):
    themes = [make_term(MonographPage.themes.rel.model, label) for label in ("Vergers", "Taille")]
    terms = tuple(ProposedTerm("themes", t.pk, t.label, 0.9, "arbres") for t in themes)
    kept = imported(editor, terms=terms)
    do(client, kept, "term", term="all", answer="accepted")
    assert len(draft(kept).themes.all()) == 2


def test_sure_terms_are_accepted_apart_from_the_others(client, editor):
    themes = [make_term(MonographPage.themes.rel.model, label) for label in ("Vergers", "Taille")]
    sure, guessed = themes
    terms = (
        ProposedTerm("themes", sure.pk, sure.label, 0.9, "vergers"),
        ProposedTerm("themes", guessed.pk, guessed.label, 0.3, "taille"),
    )
    kept = imported(editor, terms=terms)
    do(client, kept, "term", term="sure", answer="accepted")
    assert list(draft(kept).themes.all()) == [sure]


def test_what_waits_is_left_aside_at_once_and_the_source_keeps_it(client, kept):
    do(client, kept, "clear_aside")
    assert aside(kept) == []
    page = client.get(kept.review_url)
    assert "Laissé de côté" in text(page, "#source")
    assert "Une phrase égarée." in text(page, "#source")


def test_unknown_structure_is_added_in_one_act(client, kept):
    do(client, kept, "new_bearer", bearer="0", name="Les Jardins du Lavoir")
    made = Organisation.objects.get()
    assert (made.name, made.city) == ("Les Jardins du Lavoir", "Laon")
    assert list(draft(kept).bearers.all()) == [made]


def test_close_structure_is_offered_and_chosen(client, kept):
    close = Organisation.objects.create(name="Jardins du Lavoir de Laon", slug="jardins")
    assert "Oui, c’est elle" in text(client.get(kept.review_url))
    do(client, kept, "bearer", organisation=close.pk)
    assert list(draft(kept).bearers.all()) == [close]


@pytest.mark.parametrize(
    "data",
    [
        {"do": "place", "passage": "999", "to": "contexte"},
        {"do": "place", "passage": "1", "to": "nulle_part"},
        {"do": "move", "piece": "zéro", "to": "contexte"},
        {"do": "edit", "piece": "1", "text": "   "},
        {"do": "bearer", "organisation": "9" * 40},
        {"do": "new_bearer", "bearer": "7", "name": ""},
        {"do": "term", "term": "4", "answer": "peut-être"},
        {"do": "nothing"},
        {},
    ],
)
def test_hostile_acts_are_refused_in_words(client, kept, data):
    before = kept.page.revisions.count()
    answer = client.post(kept.review_url, {"seen": seen(client, kept)} | data)
    assert answer.status_code == 422
    assert soup(answer).select_one("[role=alert]").get_text(strip=True)
    assert kept.page.revisions.count() == before


def test_only_those_who_may_edit_the_draft_review_it(client, kept):
    client.force_login(make_user("member"))
    assert client.get(kept.review_url).status_code in (302, 403)
    client.logout()
    assert client.get(kept.review_url).status_code == 302


def test_comparison_shows_both_fiches_section_by_section(client, editor):
    other = make_monograph(title="Les fruitiers", context=STORY, levers=["Un arboriculteur"])
    kept = imported(editor)
    assert "Ressemble à « Les fruitiers »" in text(client.get(kept.review_url))
    page = client.get(reverse("fiche_compare", args=[kept.pk, other.pk]))
    assert "Un arboriculteur" in text(page)


def test_number_of_queries_does_not_depend_on_the_number_of_passages(
    client, kept, django_assert_max_num_queries
):
    do(client, kept, "edit", piece=number(kept, "objectifs"), text="\n\n".join(map(str, range(60))))
    with django_assert_max_num_queries(45):
        client.get(kept.review_url)


def test_editor_of_an_imported_fiche_leads_back_to_its_source(client, kept):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[kept.page_id]))
    assert kept.review_url in page.content.decode()
    other = make_monograph()
    page = client.get(reverse("wagtailadmin_pages:edit", args=[other.pk]))
    assert "Relire à côté de la source" not in page.content.decode()
