"""The page of a resource: what it serves, who uses it, whether it may be relied on."""

from datetime import date

import pytest

from monographs.models import MonographPage, MonographTool
from resources.models import ResourceCompetency, ResourceIndexPage, ResourcePage
from tests.builders import (
    link_competency,
    make_kind,
    make_monograph,
    make_referential,
    make_resource,
    make_support,
    make_tree,
    make_unsaved,
    make_user,
    preview,
    publish,
)
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def serves(response) -> dict[str, list[str]]:
    """Role in words → codes of the competencies shown."""
    return {
        " ".join(group.h3.get_text(" ").split()): [
            code.get_text() for code in group.select(".code")
        ]
        for group in soup(response).select(".serves")
    }


def uses(monograph: MonographPage, record) -> None:
    MonographTool.objects.create(page=monograph, label="Outil", record=record)


# Competencies


def test_competencies_are_grouped_by_role_in_a_fixed_order(client):
    referential = make_referential(tree=make_tree(competencies=3))
    one, two, three = referential.competencies.all()
    page = make_resource()
    for competency, role in ((three, "teach"), (one, "teach"), (two, "prove"), (one, "assess")):
        link_competency(page, competency, role)
    assert serves(client.get(page.url)) == {
        "Elle aide à enseigner": ["A1.1.1", "A1.1.3"],
        "Elle aide à évaluer": ["A1.1.1"],
        "Elle aide à prouver": ["A1.1.2"],
    }


def test_competencies_of_two_referentials_are_told_apart(client):
    page = make_resource()
    for title in ("Propreté", "Cuisine"):
        referential = make_referential(title=title, tree=make_tree(competencies=1))
        link_competency(page, referential.competencies.get())
    summaries = [
        item.get_text(" ", strip=True)
        for item in soup(client.get(page.url)).select(".serves summary")
    ]
    assert summaries == ["Cuisine : 1 compétence", "Propreté : 1 compétence"]


def test_each_competency_leads_to_its_page(client):
    referential = make_referential(tree=make_tree())
    page = make_resource()
    link_competency(page, referential.competencies.first())
    address = links(client.get(page.url), ".serves")["A1.1.1 Faire 1.1.1"]
    assert client.get(address).status_code == 200


def test_retired_competency_is_not_shown(client):
    referential = make_referential(tree=make_tree())
    page = make_resource()
    for competency in referential.competencies.all():
        link_competency(page, competency)
    referential.tree = make_tree(competencies=1)
    publish(referential)
    assert "A1.1.2" not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    "closed", [{"access_level": "members"}, {"access_level": "members", "hide_notice": True}]
)
def test_competency_of_a_referential_one_may_not_open_is_not_named(client, closed):
    referential = make_referential(title="Réservé", tree=make_tree(), **closed)
    page = make_resource()
    link_competency(page, referential.competencies.first())
    assert "Faire 1.1.1" not in client.get(page.url).content.decode()
    client.force_login(make_user("member"))
    assert "Faire 1.1.1" in client.get(page.url).content.decode()


def test_competency_of_an_unpublished_referential_is_not_named(client):
    referential = make_referential(tree=make_tree())
    page = make_resource()
    link_competency(page, referential.competencies.first())
    referential.unpublish()
    assert serves(client.get(page.url)) == {}


def test_reserved_resource_does_not_tell_its_competencies(client):
    referential = make_referential(tree=make_tree())
    page = make_resource(access_level="members", how_to_use=["Poser la règle"])
    link_competency(page, referential.competencies.first())
    shown = client.get(page.url).content.decode()
    assert "Faire 1.1.1" not in shown
    assert "Poser la règle" not in shown


# Practices


def test_practices_that_use_the_resource_are_shown(client):
    page = make_resource()
    uses(make_monograph(title="Le jardin partagé"), page)
    make_monograph(title="Sans rapport")
    shown = text(client.get(page.url))
    assert "Des structures s’en servent" in shown
    assert "Le jardin partagé" in shown
    assert "Sans rapport" not in shown


def test_practice_that_uses_it_twice_is_shown_once(client):
    page, story = make_resource(), make_monograph(title="Le jardin partagé")
    uses(story, page)
    uses(story, page)
    assert text(client.get(page.url)).count("Le jardin partagé") == 1


def test_hidden_or_draft_practice_is_not_shown(client):
    page = make_resource()
    uses(make_monograph(access_level="members", hide_notice=True), page)
    uses(make_monograph(live=False), page)
    assert "Des structures s’en servent" not in text(client.get(page.url))


# Notice


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (0, ""),
        (45, "45\u00a0min"),
        (60, "1\u00a0h"),
        (65, "1\u00a0h\u00a005"),
        (150, "2\u00a0h\u00a030"),
    ],
)
def test_duration_is_said_as_people_say_it(minutes, words):
    assert ResourcePage(duration_minutes=minutes).duration_label == words


def test_page_says_what_it_is_for_how_to_use_it_and_how_long(client):
    page = make_resource(
        resource_kind=make_kind("Grille"),
        purpose="Suivre les progrès.",
        how_to_use=["Imprimer", "Remplir à deux"],
        duration_minutes=90,
        supports=[make_support("Maraîchage")],
    )
    response = client.get(page.url)
    shown = text(response)
    for words in ("Grille", "Suivre les progrès.", "1 h 30", "Maraîchage"):
        assert words in shown
    steps = [item.get_text() for item in soup(response).select("ol.numbered li")]
    assert steps == ["Imprimer", "Remplir à deux"]


def test_empty_parts_do_not_show(client):
    shown = text(client.get(make_resource().url))
    for title in ("Comment s’en servir", "Pour quelles compétences", "Les fichiers", "Durée"):
        assert title not in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("in_force", "En vigueur."),
        ("experimental", "Période expérimentale."),
        ("replaced", "Remplacée."),
    ],
)
def test_banner_says_the_state(client, state, words):
    assert text(client.get(make_resource(state=state).url), ".state").startswith(words)


def test_banner_says_the_period_and_the_dates(client):
    page = make_resource(
        state="experimental",
        period_note="règle de la période 2013-2015",
        valid_from=date(2024, 3, 1),
        review_by=date(2027, 11, 1),
    )
    assert text(client.get(page.url), ".state") == (
        "Période expérimentale. Règle de la période 2013-2015, valable depuis le 01/03/2024, "
        "à revoir avant le 01/11/2027"
    )


def test_replaced_resource_leads_to_what_replaces_it(client):
    follower = make_resource(title="Nouveau livret")
    page = make_resource(state="replaced", replaced_by=follower)
    assert links(client.get(page.url), ".state") == {"Nouveau livret": follower.url}


def test_hidden_or_unpublished_follower_is_not_named(client):
    hidden = make_resource(title="Secret", access_level="members", hide_notice=True)
    draft = make_resource(title="Secret", live=False)
    for follower in (hidden, draft):
        page = make_resource(state="replaced", replaced_by=follower)
        response = client.get(page.url)
        assert response.status_code == 200
        assert "Secret" not in response.content.decode()


# Preview


def test_preview_of_a_draft_shows_its_links_in_memory(client):
    referential = make_referential(tree=make_tree())
    page = make_resource()
    page.competency_links = [
        ResourceCompetency(competency=competency, role="teach")
        for competency in referential.competencies.all()
    ]
    page.supports = [make_support("Maraîchage")]
    page.save_revision()
    client.force_login(make_user("editor"))
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert serves(response) == {"Elle aide à enseigner": ["A1.1.1", "A1.1.2"]}
    assert "Maraîchage" in text(response)


def test_resource_being_written_can_be_previewed_before_it_is_saved():
    page = ResourcePage(
        title="En cours d’écriture",
        slug="en-cours",
        summary="Un essai.",
        resource_kind=make_kind(),
        access_level="members",
        how_to_use=["Un geste"],
    )
    response = preview(make_unsaved(ResourceIndexPage.objects.get(), page))
    assert response.status_code == 200
    assert "Un geste" in text(response)
