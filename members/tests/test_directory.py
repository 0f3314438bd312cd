"""The public directory: who is there, how one narrows it, what is never shown."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.models import Support
from members.models import State, Structure
from members.models.structures import Published
from members.tests.directory import CSV, LIST, MAP, make_listed, rows
from tests.builders import make_term
from tests.reading import cards, links, soup, text
from tests.structures import make_agreement, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PNG = b"\x89PNG\r\n\x1a\n"
# A word for each part that a structure may publish.
WORDS = {
    Published.ADDRESS: {"address": "1 rue Cachée", "postcode": "02999"},
    Published.TERRITORY: {"territory": "Pays caché"},
    Published.PRESENTATION: {"presentation": "Présentation cachée"},
    Published.WEBSITE: {"website": "https://cache.example.org/"},
    Published.CONTACT: {"contact": "Fonction cachée"},
}


def everywhere(client, structure: Structure) -> str:
    """All that the public may read of a structure."""
    page = client.get(f"/structures/{structure.slug}/")
    parts = [page, client.get(LIST), client.get(MAP), client.get(CSV), client.get("/sitemap.xml")]
    parts += [client.get("/plan-du-site/"), client.get(f"{LIST}?q={structure.city}")]
    return "\n".join(part.content.decode() for part in parts)


# Who is there


def test_only_open_structures_that_chose_it_are_listed(client):
    make_listed(name="Zèbre")
    make_listed(name="Étoile")
    make_structure(name="Discrète")
    make_listed(name="Fermée", is_active=False)
    assert cards(client.get(LIST)) == ["Étoile", "Zèbre"]
    assert [row["Structure"] for row in rows(client)] == ["Étoile", "Zèbre"]
    assert text(client.get(MAP), "[aria-labelledby=liste]").count("2 structures") == 1
    shown = everywhere(client, make_listed(name="Autre"))
    assert "Discrète" not in shown
    assert "Fermée" not in shown


@pytest.mark.parametrize("change", [{"is_listed": False}, {"is_active": False}])
def test_who_leaves_the_directory_is_gone_at_the_next_request(
    client, settings, change, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 300
    structure = make_listed(name="Partante", published=["logo"])
    structure.logo.save("l.png", ContentFile(PNG))
    addresses = [f"/structures/{structure.slug}/", f"/structures/{structure.slug}/logo.png"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        response.close()
    for name, value in change.items():
        setattr(structure, name, value)
    with django_capture_on_commit_callbacks(execute=True):
        structure.save()
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "Partante" not in everywhere(client, structure)


def test_a_structure_whose_name_is_an_address_of_the_directory_has_its_page(client):
    structure = make_listed(name="Carte")
    assert structure.slug != "carte"
    assert "Carte" in text(client.get(f"/structures/{structure.slug}/"))


# What is shown


@pytest.mark.parametrize("part", WORDS)
def test_a_part_shows_when_it_is_published_and_nowhere_otherwise(client, part):
    every = {name: value for fields in WORDS.values() for name, value in fields.items()}
    others = [value for key in WORDS if key != part for value in WORDS[key].values()]
    structure = make_listed(published=[part], **every)
    shown = everywhere(client, structure)
    assert [value for value in WORDS[part].values() if value not in shown] == []
    assert [value for value in others if value in shown] == []


def test_what_identifies_the_structure_elsewhere_is_never_shown(client):
    structure = make_listed(
        siret="00000000000018", training_body_number="32020000000", published=list(WORDS)
    )
    agreement = make_agreement(structure, visit_report="Rapport caché")
    shown = everywhere(client, structure)
    for word in (structure.siret, "32020000000", "Rapport caché", agreement.reference):
        assert word not in shown


def test_the_page_says_since_when_until_when_and_for_what_it_is_agreed(client):
    structure = make_listed(is_adherent=True, is_fictional=True)
    agreement = make_agreement(structure)
    agreement.supports.add(make_term(Support, "Maraîchage"))
    response = client.get(f"/structures/{structure.slug}/")
    said = text(response)
    assert "Agréée pour préparer le CQP" in said
    assert "Supports de production : Maraîchage." in said
    assert str(agreement.valid_until.year) in said
    assert "Adhérente au réseau" in said
    assert "Cette structure est fictive" in said
    assert f"/verifier/{agreement.code}/" in links(response).values()


@pytest.mark.parametrize("state", [State.SUSPENDED, State.WITHDRAWN, State.UNDER_REVIEW])
def test_a_structure_that_is_not_agreed_today_says_nothing_of_its_file(client, state):
    agreement = make_agreement(make_listed(), state)
    shown = everywhere(client, agreement.structure)
    assert agreement.code not in shown
    assert "Agréée pour préparer" not in shown
    assert "Agréée jusqu’au " not in shown
    assert "suspen" not in shown.lower()


def test_structured_data_says_what_the_page_says(client):
    structure = make_listed(name="A</script>B", published=["presentation"], presentation="Texte")
    agreement = make_agreement(structure)
    script = soup(client.get(f"/structures/{structure.slug}/")).find(
        "script", {"type": "application/ld+json"}
    )
    data = json.loads(script.string)
    assert (data["@type"], data["name"], data["description"]) == (
        "Organization",
        "A</script>B",
        "Texte",
    )
    assert data["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Laon",
        "addressRegion": "Hauts-de-France",
        "addressCountry": "FR",
    }
    assert data["hasCertification"]["expires"] == agreement.valid_until.isoformat()


def test_an_address_that_is_no_web_address_is_no_link(client):
    structure = make_listed(website="javascript:alert(1)", published=["website"])
    assert "javascript:" not in everywhere(client, structure)


# The logo


def test_the_logo_is_given_when_it_is_published_only(client):
    structure = make_listed(slug="jardins")
    structure.logo.save("l.png", ContentFile(PNG))
    assert client.get("/structures/jardins/logo.png").status_code == 404
    assert "logo.png" not in client.get("/structures/jardins/").content.decode()
    structure.published = ["logo"]
    structure.save()
    response = client.get("/structures/jardins/logo.png")
    assert b"".join(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "logo.png" in client.get("/structures/jardins/").content.decode()
    structure.logo.storage.delete(structure.logo.name)
    assert client.get("/structures/jardins/logo.png").status_code == 404


# Days and kept pages


def test_an_agreement_begins_and_ends_with_its_days(client):
    today, day = timezone.localdate(), timedelta(days=1)
    spans = {
        "En cours": (today, today),
        "Fini": (today - 9 * day, today - day),
        "Demain": (today + day, today + 9 * day),
    }
    for name, (start, end) in spans.items():
        make_agreement(make_listed(name=name), valid_from=start, valid_until=end)
    assert cards(client.get(f"{LIST}?statut=agreee")) == ["En cours"]


def test_no_kept_page_outlives_the_last_day_of_an_agreement(client, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 300
    today = timezone.localdate()
    structure = make_agreement(make_listed(), valid_until=today).structure
    address = f"/structures/{structure.slug}/"
    assert "Agréée pour préparer" in text(client.get(address))
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=1))
    assert "Agréée pour préparer" not in text(client.get(address))


@pytest.mark.parametrize("change", ["name", "supports", "agreement", "agreed supports"])
def test_any_change_of_what_is_shown_forgets_the_kept_pages(
    client, settings, change, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 300
    structure = make_listed()
    agreement = make_agreement(structure, State.UNDER_REVIEW if change == "agreement" else "agreed")
    if change == "agreement":
        agreement.valid_from = agreement.valid_until = timezone.localdate()
    address, word = f"/structures/{structure.slug}/", make_term(Support, "Maraîchage")
    before = text(client.get(address))
    with django_capture_on_commit_callbacks(execute=True):
        if change == "name":
            structure.name = "Maraîchage"
            structure.save()
        elif change == "supports":
            structure.supports.add(word)
        elif change == "agreed supports":
            agreement.supports.add(word)
        else:
            agreement.state = State.AGREED
            agreement.save()
    assert text(client.get(address)) != before


def test_sitemaps_and_menus_lead_to_the_directory(client):
    structure = make_listed(name="Les Jardins", slug="les-jardins")
    make_structure(slug="discrete")
    addresses = client.get("/sitemap.xml").content.decode()
    for path in (LIST, MAP, "/verifier/", f"/structures/{structure.slug}/"):
        assert f"http://testserver{path}</loc>" in addresses
    assert "discrete" not in addresses
    assert "/structures/les-jardins/" in links(client.get("/plan-du-site/")).values()
    assert {LIST, "/verifier/"} <= set(links(client.get("/"), "footer").values())
    assert LIST in links(client.get(LIST), "header nav").values()
