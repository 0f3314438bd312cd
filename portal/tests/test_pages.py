"""Pages of the site itself: CQP, home, maps of the site, robots, health."""

from xml.etree import ElementTree

import pytest
from django.db import DatabaseError

from catalogue.models import Step
from portal import presenting
from portal.models import ContentPage, CqpPage, NewsIndexPage, NewsPage
from portal.views import pages
from tests.builders import (
    expire,
    make_monograph,
    make_page,
    make_resource,
    make_term,
    make_user,
)
from tests.reading import cards, links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def step(title: str, *path_steps: str, **more) -> tuple:
    value = {
        "title": title,
        "what": f"On {title.lower()}.",
        "who": [],
        "documents": [],
        "rules": [],
        "duration": "",
        "path_steps": list(path_steps),
    }
    return ("step", value | more)


def tools(response, number: int) -> dict[str, str]:
    return links(response, f"#etape-{number} .path__links")


# CQP step by step


def test_each_step_shows_what_who_documents_and_rules_with_their_source(client):
    rule = {"text": "Deux jurés.", "source": "Plaquette", "period": "2013-2015", "example": True}
    page = make_page(
        CqpPage,
        steps=[
            step(
                "Préparer",
                duration="Deux mois",
                who=[{"initials": "ET", "role": "Encadrant", "does": "accompagne"}],
                documents=["Livret de suivi"],
                rules=[rule],
            )
        ],
    )
    shown = text(client.get(page.url), "#etape-1")
    for words in (
        "Préparer",
        "On préparer.",
        "Deux mois",
        "Encadrant",
        "accompagne",
        "Livret de suivi",
        "Deux jurés.",
        "Plaquette",
        "2013-2015",
        "exemple d’une structure",
    ):
        assert words in shown


def test_steps_lead_to_their_tools_and_only_resources_are_tools(client):
    welcome, jury = make_term(Step, "Accueillir"), make_term(Step, "Passer le jury")
    page = make_page(
        CqpPage, steps=[step("Un", welcome.slug), step("Deux", jury.slug), step("Trois")]
    )
    tool = make_resource(title="Grille d’accueil", steps=[welcome])
    make_monograph(title="Récit", steps=[welcome])
    response = client.get(page.url)
    assert tools(response, 1) == {"Grille d’accueil": tool.url}
    assert tools(response, 2) == tools(response, 3) == {}


def test_tool_of_two_steps_of_the_path_is_shown_once(client):
    terms = [make_term(Step, label) for label in ("Repérer", "Évaluer")]
    page = make_page(CqpPage, steps=[step("Un", *(term.slug for term in terms))])
    make_resource(title="Grille", steps=terms)
    listed = soup(client.get(page.url)).select("#etape-1 .path__links li")
    assert len(listed) == 1


def test_many_tools_are_cut_and_the_rest_is_one_click_away(client, monkeypatch):
    monkeypatch.setattr(presenting, "TOOLS_PER_STEP", 1)
    term = make_term(Step, "Évaluer")
    page = make_page(CqpPage, steps=[step("Un", term.slug)])
    for title in ("A", "B", "C"):
        make_resource(title=title, steps=[term])
    make_monograph(steps=[term])
    found = tools(client.get(page.url), 1)
    assert sorted(cards(client.get(found["Voir les 3 outils de cette étape"]))) == ["A", "B", "C"]


def test_hidden_tool_is_not_named_and_a_reserved_one_is_locked(client):
    term = make_term(Step, "Évaluer")
    page = make_page(CqpPage, steps=[step("Un", term.slug)])
    make_resource(title="Cachée", steps=[term], access_level="members", hide_notice=True)
    make_resource(title="Réservée", steps=[term], access_level="members")
    response = client.get(page.url)
    assert "Cachée" not in response.content.decode()
    assert "Réservé aux membres" in str(soup(response).select_one("#etape-1 .path__links"))


def test_contents_lead_to_each_step(client):
    page = soup(client.get(make_page(CqpPage, steps=[step("Un"), step("Deux")]).url))
    assert {link["href"] for link in page.select("main a[href^='#']")} >= {"#etape-1", "#etape-2"}
    assert page.select("#etape-1") and page.select("#etape-2")


# Home and news


def test_home_shows_the_newest_of_each_kind_that_the_visitor_may_know(client):
    for number in range(3):
        make_resource(title=f"Livret {number}")
    make_monograph(title="Récit")
    make_resource(title="Caché", access_level="members", hide_notice=True)
    shown = text(client.get("/"), ".card__title")
    assert "Récit" in shown
    assert "Livret 2" in shown
    assert "Caché" not in shown


def test_news_are_dated_and_archives_stand_apart(client):
    index = make_page(NewsIndexPage, slug="actualites")
    for title, archive in (("Neuve", False), ("Vieille", True)):
        make_page(
            NewsPage,
            index,
            title=title,
            date="2025-03-01",
            summary="Résumé.",
            is_archive=archive,
            date_label="2013" if archive else "",
        )
    response = client.get(index.url)
    shown = text(response)
    assert shown.index("Neuve") < shown.index("Archives") < shown.index("Vieille")
    assert "1 mars 2025" in shown
    assert "2013" in shown


# Maps of the site


def sitemap(client) -> list[str]:
    response = client.get("/sitemap.xml")
    tree = ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)
    return [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def make_one_of_each() -> None:
    make_resource(slug="ouverte", title="Ouverte")
    make_resource(slug="reservee", title="Réservée", access_level="members")
    make_resource(slug="cachee", title="Cachée", access_level="members", hide_notice=True)
    make_resource(slug="brouillon", title="Brouillon", live=False)
    expire(make_resource(slug="perimee", title="Périmée"))


def test_sitemap_for_robots_holds_full_addresses_of_public_notices_only(client):
    make_one_of_each()
    client.force_login(make_user("editor"))
    addresses = sitemap(client)
    assert all(address.startswith("http://") for address in addresses)
    assert {address.rstrip("/").rpartition("/")[2] for address in addresses} >= {
        "ouverte",
        "reservee",
    }
    assert not [a for a in addresses if a.rstrip("/").endswith(("cachee", "brouillon", "perimee"))]


def test_human_map_shows_each_page_under_its_section(client):
    make_one_of_each()
    make_page(ContentPage, title="Partenariat")
    page = soup(client.get("/plan-du-site/"))
    sections = {
        part.h2.get_text(strip=True): [link.get_text() for link in part.select("li a")]
        for part in page.select("main section")
    }
    assert sections["Ressources"] == ["Ouverte", "Réservée"]
    assert sections["Partenariat"] == []


def test_page_whose_section_is_offline_does_not_move_to_the_section_before(client):
    first = make_page(ContentPage, title="Première")
    second = make_page(ContentPage, title="Seconde")
    make_page(ContentPage, second, title="Dessous")
    second.unpublish()
    page = soup(client.get("/plan-du-site/"))
    section = page.find("h2", string=first.title).find_parent("section")
    assert "Dessous" not in section.get_text()


def test_robots_are_kept_out_of_private_places_and_told_of_the_map(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /espace-membres/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


# Health


def test_health_says_that_all_is_well_without_any_detail(client):
    response = client.get("/sante/")
    assert response.status_code == 200
    levels = {"recherche": "simplifiée", "courriels": "ok"}
    assert response.json() == {"etat": "ok", "base": True, "cache": True} | levels
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("part", ["base", "cache"])
def test_health_says_what_is_down(rf, monkeypatch, part):
    class Broken:
        def __getattr__(self, name):
            raise DatabaseError("secret")

    monkeypatch.setattr(pages, {"base": "connection", "cache": "cache"}[part], Broken())
    response = pages.health(rf.get("/sante/"))
    assert response.status_code == 503
    assert f'"{part}": false' in response.content.decode()
    assert "secret" not in response.content.decode()


def test_gallery_of_components_is_for_those_who_build_the_site(client):
    assert client.get("/composants/").status_code in (302, 403)
    client.force_login(make_user("member"))
    assert client.get("/composants/").status_code in (302, 403)
    user = make_user("editor")
    user.is_staff = user.is_superuser = True
    user.save()
    client.force_login(user)
    assert client.get("/composants/").status_code == 200
