"""The page of a referential: its tree, its marks, its gaps; the page of a competency."""

import pytest

from referentials.models import ReferentialIndexPage, ReferentialPage
from tests.builders import (
    link_competency,
    make_referential,
    make_resource,
    make_tree,
    make_unsaved,
    make_user,
    preview,
    publish,
)
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def page() -> ReferentialPage:
    return make_referential(title="Maraîchage", tree=make_tree(blocks=2), slug="maraichage")


def make_reserved(**fields) -> ReferentialPage:
    return make_referential(
        title="Réservé", slug="reserve", access_level="members", tree=make_tree(), **fields
    )


def marks(response, code: str) -> list[str]:
    """What is said of a competency: « Enseigner 2 ressources », « Évaluer : rien encore »…"""
    part = soup(response).select_one(f"#c-{code.lower().replace('.', '-')}")
    return [" ".join(mark.get_text(" ").split()) for mark in part.select(".marks li")]


# The tree


def test_page_shows_blocks_activities_competencies_and_criteria(client, page):
    response = client.get(page.url)
    shown = text(response, ".tree")
    for words in ("Bloc 1", "Bloc 2", "Activité 1", "A1.1.1", "Faire 1.1.1", "On le voit."):
        assert words in shown
    assert "2 blocs, 4 compétences" in text(response)


def test_contents_lead_to_places_that_exist(client, page):
    tree = soup(client.get(page.url))
    wanted = {link["href"][1:] for link in tree.select("main a[href^='#']")}
    assert wanted
    assert wanted <= {part["id"] for part in tree.select("[id]")}


def test_marks_count_the_resources_of_each_role_and_say_the_gaps(client, page):
    competency = page.competencies.get(code="A1.1.1")
    for role in ("teach", "teach", "prove"):
        link_competency(make_resource(), competency, role)
    response = client.get(page.url)
    assert marks(response, "A1.1.1") == [
        "Enseigner 2 ressources",
        "Évaluer : rien encore",
        "Prouver 1 ressource",
    ]
    assert all(mark.endswith("rien encore") for mark in marks(response, "A1.1.2"))


def test_marks_do_not_count_what_the_reader_may_not_know(client, page):
    competency = page.competencies.get(code="A1.1.1")
    link_competency(make_resource(access_level="members", hide_notice=True), competency)
    link_competency(make_resource(live=False), competency)
    assert marks(client.get(page.url), "A1.1.1")[0] == "Enseigner : rien encore"
    client.force_login(make_user("member"))
    assert marks(client.get(page.url), "A1.1.1")[0] == "Enseigner 1 ressource"


def test_scale_codes_and_status_show_when_they_are_there(client):
    page = make_referential(
        status_note="Modèle proposé par le réseau.",
        rome_codes=["A1203"],
        scale=[("level", {"code": "3", "label": "Fait seul", "description": "Sans aide."})],
    )
    shown = text(client.get(page.url))
    for words in ("Modèle proposé par le réseau.", "ROME A1203", "Fait seul", "Sans aide."):
        assert words in shown


def test_empty_referential_is_still_a_page(client):
    page = make_referential()
    response = client.get(page.url)
    assert response.status_code == 200
    assert "L’échelle de maîtrise" not in text(response)


def test_preview_shows_the_draft_and_the_site_does_not(client, page):
    page.tree = make_tree(competencies=1)
    page.tree[0].value["title"] = "Bloc en brouillon"
    page.save_revision()
    client.force_login(make_user("editor"))
    assert "Bloc en brouillon" in text(client.get(f"/admin/pages/{page.pk}/view_draft/"))
    assert "Bloc en brouillon" not in text(client.get(page.url))


def test_referential_never_published_can_be_previewed(client):
    page = make_referential(live=False, tree=make_tree())
    page.save_revision()
    client.force_login(make_user("editor"))
    assert "Faire 1.1.1" in text(client.get(f"/admin/pages/{page.pk}/view_draft/"))


def test_referential_being_written_can_be_previewed_before_it_is_saved():
    page = ReferentialPage(title="En cours", slug="en-cours", summary="Essai.", tree=make_tree())
    response = preview(make_unsaved(ReferentialIndexPage.objects.get(), page))
    assert response.status_code == 200
    assert "Faire 1.1.1" in text(response)


# A competency


def test_competency_has_an_address_with_its_dotted_code(client, page):
    address = links(client.get(page.url), ".tree")["Faire 1.1.1"]
    assert address == "/referentiels/maraichage/competences/A1.1.1/"
    response = client.get(address)
    assert response.status_code == 200
    shown = text(response)
    for words in ("A1.1.1", "Faire 1.1.1", "A1 Bloc 1", "A1.1 Activité 1", "On le voit."):
        assert words in shown


def test_competency_shows_its_resources_by_role_and_says_the_gaps(client, page):
    competency = page.competencies.get(code="A1.1.1")
    link_competency(make_resource(title="Fiche geste"), competency, "teach")
    link_competency(make_resource(title="Grille"), competency, "assess")
    secret = make_resource(title="Cachée", access_level="members", hide_notice=True)
    link_competency(secret, competency, "teach")
    response = client.get(f"{page.url}competences/A1.1.1/")
    assert "Fiche geste" in text(response, "#teach")
    assert "Grille" in text(response, "#assess")
    assert "Aucune ressource" in text(response, "#prove")
    assert "Cachée" not in response.content.decode()


def test_competencies_follow_one_another(client, page):
    way = links(client.get(f"{page.url}competences/A1.1.2/"))
    assert way["Avant : A1.1.1"].endswith("/competences/A1.1.1/")
    assert way["Après : A2.1.1"].endswith("/competences/A2.1.1/")
    first = links(client.get(f"{page.url}competences/A1.1.1/"))
    last = links(client.get(f"{page.url}competences/A2.1.2/"))
    assert not any(label.startswith("Avant") for label in first)
    assert not any(label.startswith("Après") for label in last)


@pytest.mark.parametrize(
    "code", ["Z9", "a1.1.1", "A1", "..", "A1.1.1%00", "%3Cscript%3E", "x" * 400]
)
def test_unknown_code_is_a_404(client, page, code):
    assert client.get(f"{page.url}competences/{code}/").status_code == 404


def test_retired_competency_has_no_page(client, page):
    page.tree = make_tree(competencies=1)
    publish(page)
    assert client.get(f"{page.url}competences/A1.1.2/").status_code == 404


def test_competency_of_another_referential_is_a_404(client, page):
    other = make_referential(tree=make_tree(blocks=3))
    assert client.get(f"{other.url}competences/A3.1.1/").status_code == 200
    assert client.get(f"{page.url}competences/A3.1.1/").status_code == 404


# Reserved


def test_tree_of_a_reserved_referential_is_closed_and_its_notice_is_not(client):
    page = make_reserved(scale=[("level", {"code": "1", "label": "Niveau caché"})])
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Réservé aux membres" in text(response)
    for words in ("Faire 1.1.1", "Bloc 1", "On le voit.", "Niveau caché"):
        assert words not in response.content.decode()
    client.force_login(make_user("member"))
    assert "Faire 1.1.1" in text(client.get(page.url))


def test_competency_of_a_reserved_referential_is_closed(client):
    page = make_reserved()
    response = client.get(f"{page.url}competences/A1.1.1/")
    assert response.status_code == 403
    assert "Réservé aux membres" in text(response)
    assert "Faire 1.1.1" not in response.content.decode()
    client.force_login(make_user("member"))
    assert client.get(f"{page.url}competences/A1.1.1/").status_code == 200


def test_competency_of_a_hidden_or_unpublished_referential_is_a_404(client):
    hidden, draft = make_reserved(hide_notice=True), make_referential(tree=make_tree())
    draft.unpublish()
    for page in (hidden, draft):
        assert client.get(f"{page.get_url()}competences/A1.1.1/").status_code in (404, 410)
