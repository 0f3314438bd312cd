"""The filters of the bank: what the address may hold, what the numbers say."""

import pytest
from django.http import QueryDict

from catalogue import facets
from catalogue.facets import Selection
from catalogue.models import Record, Step, Theme
from tests.builders import (
    make_docx,
    make_file,
    make_monograph,
    make_resource,
    make_support,
    publish,
)
from tests.reading import cards, chips, counts, soup, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

HOSTILE = (
    "support=",
    "support=%00",
    "support=%1F",
    "support=" + "x" * 5000,
    "support=%F0%28%8C%28",
    "support=';--",
    "annee=abc",
    "annee=" + "9" * 400,
    "annee=-1",
    "annee=2013.5",
    "annee=%D9%A2%D9%A0%D9%A1%D9%A3",
    "nature=abc&acces=abc&format=exe",
    "&".join(f"support=v{number}" for number in range(300)),
    "support[]=a&support[0]=b",
    "q=%00%1F&tri=abc&page=abc",
    "q=" + "x" * 5000,
    "q=" + "%20".join("ab" for _ in range(400)),
    "q=%25_%5C'\"",
)


def parse(query: str) -> Selection:
    return Selection.parse(QueryDict(query), facets.all_facets())


def test_hostile_address_never_breaks_the_list(client):
    make_resource()
    answers = {query[:40]: client.get(f"/recherche/?{query}").status_code for query in HOSTILE}
    assert {query: code for query, code in answers.items() if code != 200} == {}


def test_unknown_value_is_ignored_and_leaves_no_chip(client):
    make_resource(title="Visible")
    response = client.get("/recherche/?support=inconnu&annee=abc&nature=inconnue")
    assert cards(response) == ["Visible"]
    assert chips(response) == {}


def test_unknown_parameter_is_ignored():
    assert parse("inconnu=maraichage&page=2").values == ()


def test_repeated_value_counts_once():
    assert parse("theme=a&theme=b&theme=a").of("theme") == ("a", "b")


@pytest.mark.parametrize("value", ["%00", "a%1Fb", "a%0Ab", "%E2%80%AE", "", "x" * 161])
def test_malformed_value_is_dropped(value):
    assert parse(f"theme={value}&theme=bon").of("theme") == ("bon",)


def test_too_many_values_are_cut():
    query = "&".join(f"theme=v{number}" for number in range(200))
    assert len(parse(query).of("theme")) == facets.MAX_VALUES


def test_single_facet_keeps_one_value():
    facet = facets.Facet("un", "Un", "source_year", multiple=False)
    assert Selection.parse(QueryDict("un=a&un=b"), [facet]).of("un") == ("a",)


def test_all_counts_come_from_one_query(django_assert_num_queries):
    make_resource(supports=[make_support()])
    selection = parse("support=maraichage&nature=ressource&annee=2013")
    keys = list(Record.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        facets.count(keys, selection, facets.all_facets())


def test_counts_of_a_facet_ignore_its_own_choice(client):
    garden, kitchen = make_support("Maraîchage"), make_support("Restauration")
    make_resource(supports=[garden])
    make_resource(supports=[kitchen])
    response = client.get(f"/recherche/?support={garden.slug}")
    assert counts(response, "support") == {"Maraîchage": 1, "Restauration": 1}
    assert len(cards(response)) == 1


def test_counts_of_a_facet_follow_the_other_choices(client):
    garden, kitchen = make_support("Maraîchage"), make_support("Restauration")
    make_resource(supports=[garden])
    make_monograph(supports=[garden])
    make_monograph(supports=[kitchen])
    response = client.get(f"/recherche/?support={garden.slug}")
    assert counts(response, "nature") == {"Ressource": 1, "Monographie": 1}


def test_two_values_of_one_facet_add_up_and_two_facets_narrow(client):
    garden, kitchen = make_support("Maraîchage"), make_support("Restauration")
    make_resource(title="Jardin", supports=[garden])
    make_resource(title="Cuisine", supports=[kitchen])
    make_monograph(title="Récit", supports=[kitchen])
    both = f"support={garden.slug}&support={kitchen.slug}"
    assert len(cards(client.get(f"/recherche/?{both}"))) == 3
    assert cards(client.get(f"/recherche/?{both}&nature=monographie")) == ["Récit"]


def test_record_with_several_terms_counts_once_in_each_and_once_in_the_list(client):
    supports = [make_support("Maraîchage"), make_support("Restauration")]
    themes = [Theme.objects.create(label="Accueil"), Theme.objects.create(label="Mobilité")]
    page = make_resource(supports=supports, themes=themes)
    make_file(page)
    make_file(page, "Notice", "notice.pdf")
    query = "&".join(f"support={support.slug}" for support in supports)
    response = client.get(f"/recherche/?{query}")
    assert len(cards(response)) == 1
    assert counts(response, "theme") == {"Accueil": 1, "Mobilité": 1}
    assert counts(response, "format") == {"PDF": 1}


def test_format_facet_reads_current_files_only(client):
    page = make_resource()
    make_file(page, "Livret", "livret.docx", make_docx())
    former = page.files.get()
    make_file(page, "Livret", "livret.docx", make_docx(extra=b"x"))
    assert counts(client.get("/recherche/"), "format") == {"Word": 1}
    page.files.exclude(pk=former.pk).delete()
    assert counts(client.get("/recherche/"), "format") == {}
    assert cards(client.get("/recherche/?format=docx")) == []


def test_chosen_value_stays_ticked_when_nothing_matches_it(client):
    garden = make_support("Maraîchage")
    make_resource(supports=[garden])
    make_monograph()
    response = client.get(f"/recherche/?nature=monographie&support={garden.slug}")
    assert cards(response) == []
    assert ticked(response, "support") == [garden.slug]
    assert counts(response, "support") == {"Maraîchage": 0}


def test_each_chip_removes_its_own_filter_and_keeps_the_rest(client):
    garden, kitchen = make_support("Maraîchage"), make_support("Restauration")
    make_resource(supports=[garden, kitchen])
    supports = f"support={garden.slug}&support={kitchen.slug}"
    query = f"nature=ressource&{supports}&tri=titre&q=r%C3%A9sum%C3%A9"
    found = chips(client.get(f"/recherche/?{query}&page=1"))
    assert list(found) == ["Ressource", "Maraîchage", "Restauration"]
    left = QueryDict(found["Maraîchage"].partition("?")[2])
    assert left.getlist("support") == [kitchen.slug]
    assert (left["nature"], left["tri"], left["q"]) == ("ressource", "titre", "résumé")


def test_last_chip_leads_back_to_the_bare_list(client):
    make_resource()
    assert chips(client.get("/recherche/?nature=ressource")) == {"Ressource": "/recherche/"}


def test_shared_address_shows_the_same_choice_ticked(client):
    garden = make_support("Maraîchage")
    make_resource(title="Jardin", supports=[garden])
    make_resource(title="Autre")
    response = client.get(f"/recherche/?support={garden.slug}&nature=ressource")
    assert cards(response) == ["Jardin"]
    assert ticked(response, "support") == [garden.slug]
    assert ticked(response, "nature") == ["ressource"]


def test_selection_writes_the_same_address_whatever_the_order_typed():
    one, other = parse("theme=a&nature=ressource"), parse("nature=ressource&theme=a")
    assert one.query_string() == other.query_string() == "nature=ressource&theme=a"


def test_every_choice_has_a_label_of_its_own(client):
    make_resource(supports=[make_support("Maraîchage"), make_support("Restauration")])
    inputs = soup(client.get("/recherche/")).select(".facet input")
    assert inputs
    assert len({item["id"] for item in inputs}) == len(inputs)


def test_steps_show_in_the_order_of_the_path(client):
    steps = [
        Step.objects.create(label=label, sort_order=order)
        for order, label in enumerate(("Signer", "Former", "Évaluer"))
    ]
    make_resource(steps=steps[1:])
    make_resource(steps=steps)
    assert list(counts(client.get("/recherche/"), "etape")) == ["Signer", "Former", "Évaluer"]


def test_fixed_choices_show_in_their_declared_order(client):
    make_monograph()
    make_resource(access_level="members")
    make_resource(access_level="accredited")
    response = client.get("/recherche/")
    assert list(counts(response, "nature")) == ["Ressource", "Monographie"]
    assert list(counts(response, "acces")) == [
        "Ouvert à tous",
        "Réservé aux membres",
        "Réservé aux structures agréées",
    ]


def test_years_show_the_newest_first(client):
    for year in (2012, 2025, 2013):
        make_monograph(source_year=year)
    assert list(counts(client.get("/recherche/"), "annee")) == ["2025", "2013", "2012"]


def test_terms_show_the_most_used_first(client):
    garden, kitchen = make_support("Aaa"), make_support("Zzz")
    make_resource(supports=[garden, kitchen])
    make_resource(supports=[kitchen])
    assert list(counts(client.get("/recherche/"), "support")) == ["Zzz", "Aaa"]


def test_term_renamed_by_an_editor_shows_at_once_under_its_new_name(client):
    garden = make_support("Maraîchage")
    make_resource(supports=[garden])
    garden.label = "Maraîchage bio"
    garden.save()
    assert counts(client.get("/recherche/"), "support") == {"Maraîchage bio": 1}


def test_draft_change_of_terms_does_not_change_the_counts(client):
    page = make_resource(supports=[make_support("Maraîchage")])
    page.supports = [make_support("Restauration")]
    page.save_revision()
    assert counts(client.get("/recherche/"), "support") == {"Maraîchage": 1}
    publish(page)
    assert counts(client.get("/recherche/"), "support") == {"Restauration": 1}
