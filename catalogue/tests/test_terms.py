"""Vocabularies: one word, one term; keywords are picked, never typed in passing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalogue.models import (
    Department,
    Keyword,
    Licence,
    Occupation,
    Organisation,
    Region,
    Support,
    Theme,
)
from catalogue.text import file_size, french_number, french_slug, normalised_key
from resources.models import ResourcePage
from tests.builders import make_kind, make_resource, make_user
from tests.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

TWINS = (
    ("Second œuvre", "second oeuvre"),
    ("Évaluation", "EVALUATION"),
    ("Période d’immersion", "période d'immersion"),
    ("Savoir-être", "savoir être"),
    ("Espaces verts", "  Espaces   verts "),
    ("Ex æquo", "EX AEQUO"),
    ("E\u0301tape", "Étape"),
    ("Bien\u00a0être", "bien être"),
)


@pytest.mark.parametrize(("label", "twin"), TWINS)
def test_same_word_under_another_spelling_is_refused_in_french(label, twin):
    Theme.objects.create(label=label)
    with pytest.raises(ValidationError) as refusal:
        Theme(label=twin).full_clean()
    (message,) = refusal.value.message_dict["label"]
    assert plain(message) == plain(f"Ce terme existe déjà : « {label} ».")


@pytest.mark.parametrize(("label", "other"), [("Salarié", "Salariée"), ("Taille", "Tailles")])
def test_words_that_differ_by_a_letter_are_two_terms(label, other):
    Theme.objects.create(label=label)
    Theme(label=other).full_clean()


def test_database_itself_refuses_a_second_spelling():
    Support.objects.create(label="Second œuvre")
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(label="SECOND OEUVRE", slug="autre")


def test_same_word_may_stand_in_two_vocabularies():
    Theme.objects.create(label="Mobilité")
    Support(label="Mobilité").full_clean()


def test_term_saved_again_is_not_its_own_twin():
    term = Theme.objects.create(label="Mobilité")
    term.label = "Mobilités"
    term.full_clean()
    term.save()
    assert Theme.objects.get().key == "mobilites"


def test_address_of_a_term_is_plain_and_survives_a_new_label():
    term = Theme.objects.create(label="L’œuvre & l’été")
    assert term.slug == "l-oeuvre-l-ete"
    term.label = "Tout autre chose"
    term.save()
    assert term.slug == "l-oeuvre-l-ete"


def test_synonyms_are_read_one_per_line_without_blanks():
    assert Theme(synonyms=" jardin \n\n potager\n").synonym_list == ["jardin", "potager"]


@pytest.mark.parametrize("code", ["Z1203", "A123", "A12034", "a1203", "1203", "A1203\n"])
def test_rome_code_must_have_the_shape_of_one(code):
    with pytest.raises(ValidationError):
        Occupation(label="Jardinier", rome_code=code).full_clean()


def test_right_rome_code_or_none_is_accepted():
    Occupation(label="Jardinier", rome_code="A1203").full_clean()
    Occupation(label="Cuisinier", rome_code="").full_clean()


def test_record_placed_in_a_department_is_found_by_its_region():
    region = Region.objects.create(label="Hauts-de-France", code="32")
    aisne = Department.objects.create(label="Aisne", code="02", region=region)
    assert list(make_resource(departments=[aisne]).regions.all()) == [region]


def test_what_a_record_online_uses_cannot_be_deleted():
    kind = make_kind("Grille")
    make_resource(resource_kind=kind)
    with pytest.raises(ProtectedError):
        kind.delete()


def test_draft_still_opens_when_what_it_had_chosen_is_deleted(client):
    client.force_login(make_user("editor"))
    publisher = Organisation.objects.create(name="Structure modèle", slug="modele")
    licence = Licence.objects.create(label="Libre", slug="libre")
    choices = {"publisher": publisher, "licence": licence, "resource_kind": make_kind("Grille")}
    for name, chosen in choices.items():
        page = make_resource()
        setattr(page, name, chosen)
        page.save_revision()
        chosen.delete()
        assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, name


# Keywords


def add_form(keywords: str):
    """The admin's own form for a new resource, with these words in the keywords field."""
    form_class = ResourcePage.get_edit_handler().get_form_class()
    form = form_class(
        {"title": "Livret", "slug": "livret", "keywords": keywords},
        instance=ResourcePage(),
        for_user=make_user("editor"),
    )
    form.is_valid()
    return form


def test_unknown_keyword_typed_in_a_page_creates_nothing():
    Keyword.objects.create(name="taille")
    chosen = add_form("taille, tayle")["keywords"].form.cleaned_data["keywords"]
    assert set(chosen) == {"taille"}
    assert [keyword.name for keyword in Keyword.objects.all()] == ["taille"]


def test_keyword_under_another_spelling_is_refused_in_french():
    Keyword.objects.create(name="Évaluation")
    with pytest.raises(ValidationError) as refusal:
        Keyword(name="evaluation").full_clean()
    (message,) = refusal.value.message_dict["name"]
    assert plain(message) == "Ce mot-clé existe déjà : « Évaluation »."


def test_keywords_have_plain_addresses_even_when_they_meet():
    first = Keyword.objects.create(name="Main-d’œuvre")
    second = Keyword.objects.create(name="Main d’œuvre +")
    assert first.slug == "main-d-oeuvre"
    assert second.slug not in ("", first.slug)


def test_editor_creates_a_keyword_on_its_own_screen(client):
    client.force_login(make_user("editor"))
    answer = client.post("/admin/snippets/catalogue/keyword/add/", {"name": "binage"})
    assert answer.status_code == 302
    assert Keyword.objects.get().slug == "binage"


# Text rules


def test_key_forgets_case_accents_ligatures_apostrophes_and_hyphens():
    assert normalised_key(" L’ŒUVRE – Été ") == normalised_key("l'oeuvre-ete") == "l oeuvre ete"


def test_slug_is_ascii():
    assert french_slug("Cœur & projet d’équipe") == "coeur-projet-d-equipe"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (1234567, "1\u202f234\u202f567"),
        (12.5, "12,5"),
        (3.0, "3"),
        (1234.5, "1\u202f234,5"),
    ],
)
def test_numbers_are_written_as_in_french(value, words):
    assert french_number(value) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1\u00a0Ko"),
        (240_400, "240\u00a0Ko"),
        (999_999, "1,0\u00a0Mo"),
        (1_234_000, "1,2\u00a0Mo"),
    ],
)
def test_weights_are_written_as_in_french(size, words):
    assert file_size(size) == words
