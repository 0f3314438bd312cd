"""From a recognised fiche to a draft: every passage in its field, nothing dropped."""

import pytest

from catalogue.models import Organisation, PartnerType
from monographs.importing.document import ImportRefused
from monographs.importing.drafting import draft_of, import_fiche
from monographs.importing.fiche import Fiche, Item, ProposedTerm
from monographs.importing.models import ImportBatch, ImportedFile
from monographs.importing.review import load
from monographs.models import MonographPage
from monographs.tests.fiches import STORY, document, fiche, imported
from tests.builders import make_monograph, make_term, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_every_field_of_the_draft_is_filled():
    make_term(PartnerType, "Collectivité")
    page = draft_of(fiche(), make_user("editor"))
    assert (page.title, page.slug) == ("Un verger pour apprendre", "un-verger-pour-apprendre")
    assert page.context == STORY
    assert page.objectives == ["Apprendre la taille", "Récolter"]
    partner = page.partners[0].value
    assert (partner["name"], partner["role"]) == ("La commune", "prête le terrain")
    assert partner["partner_type"].label == "Collectivité"
    steps = [(b.value["title"], b.value["when"], b.value["text"]) for b in page.implementation]
    assert steps == [
        ("Préparer", "", "On débroussaille à huit."),
        ("Planter", "Mars", "Quarante arbres."),
    ]
    assert page.value_employees == ["Un geste de plus"]
    figure = page.key_figures[0].value
    assert (figure["value"], figure["unit"], figure["approx"]) == (40, "arbres", True)
    line = page.funding[0].value
    assert (line["year"], line["amount"], line["funders"]) == ("2023", 12500, "Région")
    assert page.funding_text == "La région a donné 12 500 € en 2023."
    assert (page.source_year, page.source_publisher) == (2023, "Les Jardins du Lavoir")


def test_draft_is_never_published_and_its_version_is_by_the_editor():
    editor = make_user("editor")
    page = draft_of(fiche(), editor)
    page.refresh_from_db()
    assert not page.live
    assert (page.latest_revision.user, page.owner) == (editor, editor)


def test_summary_takes_the_first_sentences_within_its_length():
    long = Fiche({"titre": [Item("Long")], "contexte": [Item("Une phrase assez longue. " * 40)]})
    page = draft_of(long, make_user("editor"))
    assert 300 < len(page.summary) <= 400
    assert page.summary.endswith("longue.")


def test_what_fits_nowhere_waits_in_a_classer():
    kept = imported()
    aside = [piece["text"] for piece in kept.pieces["a_classer"]]
    # A figure without any number is no figure: its words wait too.
    assert aside == ["beaucoup de pommes", "Une phrase égarée."]


def test_structure_is_found_by_its_name_whatever_its_article_and_case():
    known = Organisation.objects.create(name="JARDINS DU LAVOIR", slug="jardins")
    assert list(draft_of(fiche(), make_user("editor")).bearers.all()) == [known]


def test_long_title_is_cut_and_its_whole_is_kept():
    words = "Un titre qui n’en finit pas " * 12
    file = ImportedFile(batch=ImportBatch.objects.create(user=make_user("editor")), name="f.txt")
    file.save()
    kept = import_fiche(Fiche({"titre": [Item(words.strip())]}), document(), file, 0)
    assert kept.page.title.endswith("…")
    assert kept.pieces["a_classer"][0]["text"] == words.strip()


def test_fiche_without_a_title_gets_one():
    assert draft_of(Fiche({}), make_user("editor")).title == "Fiche sans titre"


def test_two_fiches_of_one_title_have_two_addresses():
    editor = make_user("editor")
    first, second = draft_of(fiche(), editor), draft_of(fiche(), editor)
    assert second.slug == f"{first.slug}-2"


def test_nobody_without_the_right_makes_a_draft():
    with pytest.raises(ImportRefused):
        draft_of(fiche(), make_user("member"))
    assert not MonographPage.objects.exists()


def test_proposed_terms_are_not_ticked_by_themselves():
    theme = make_term(MonographPage.themes.rel.model, "Maraîchage")
    term = ProposedTerm("themes", theme.pk, "Maraîchage", 0.99, "potager")
    kept = imported(terms=(term,))
    assert kept.page.themes.count() == 0
    assert kept.terms[0]["label"] == "Maraîchage"


def test_source_holds_each_passage_once_in_the_order_of_the_document():
    texts = [passage["text"] for passage in imported().passages]
    assert texts[:4] == [
        "Un verger pour apprendre",
        "Les Jardins du Lavoir - Laon (02)",
        "La commune : prête le terrain",
        STORY,
    ]
    assert len(texts) == len(set(texts))


def test_untouched_draft_reads_back_as_it_was_written():
    kept = imported()
    review = load(kept)
    assert not any(piece.by_hand for group in review.pieces.values() for piece in group)


def test_fiche_close_to_one_of_the_bank_is_said_to_look_like_it():
    other = make_monograph(title="Les fruitiers de la friche", context=STORY)
    make_monograph(title="Tout autre chose", context="Des palettes deviennent des bancs.")
    twins = imported().twins
    assert [twin["page"] for twin in twins] == [other.pk]
    assert "% du texte en commun" in twins[0]["why"]
