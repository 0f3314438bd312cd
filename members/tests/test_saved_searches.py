"""« Mes recherches »: kept as the facets write them, named, followed, deleted; nobody else's."""

import pytest
from django.conf import settings
from django.http import QueryDict
from django.shortcuts import resolve_url

from members.following import saving
from members.following.asked import GONE
from members.models import SavedSearch
from members.tests.following import make_search
from tests.builders import make_monograph, make_resource, make_support, make_user
from tests.reading import links, plain, soup, text
from tests.structures import join, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PLACE = "/espace-membres/recherches/"
NEW = f"{PLACE}nouvelle/"
GARDENS = "dans=/recherche/&support=maraichage"
KEEP = "Enregistrer ou suivre cette recherche"


@pytest.fixture
def user():
    return make_user("without_rights")


@pytest.fixture
def browser(client, user):
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def record():
    return make_resource(title="Semer", supports=[make_support("Maraîchage")])


def keep(browser, query: str = GARDENS, **fields):
    return browser.post(f"{NEW}?{query}", {"name": "Mon jardin"} | fields, follow=True)


def names(response) -> list[str]:
    return [plain(link.get_text(" ")) for link in soup(response).select(".kept__name")]


# Where it begins


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/recherche/?support=maraichage", "dans=%2Frecherche%2F&support=maraichage"),
        ("/ressources/?support=maraichage&page=9", "dans=%2Fressources%2F&support=maraichage"),
        ("/ressources/", "dans=%2Fressources%2F"),
        (
            "/recherche/?q=taille+%26+%22haie%22&tri=titre",
            "dans=%2Frecherche%2F&q=taille+%26+%22haie%22",
        ),
    ],
)
def test_search_page_and_lists_lead_there_for_everybody(client, address, leads):
    words = KEEP if "&" in leads else "Suivre les nouveautés de cette liste"
    assert links(client.get(address), "#resultats")[words] == f"{NEW}?{leads}"


def asks_to_sign_in(answer, address: str) -> bool:
    """Whether it leads to the door, and back to this address afterwards."""
    door, _, query = answer["Location"].partition("?")
    return door == resolve_url(settings.LOGIN_URL) and QueryDict(query)["next"] == address


def test_visitor_comes_back_to_the_same_search_once_signed_in(client):
    address = f"{NEW}?{GARDENS}"
    assert asks_to_sign_in(client.get(address), address)


# Keeping


def test_form_says_what_is_kept_and_proposes_a_name(browser):
    page = browser.get(f"{NEW}?{GARDENS}&q=semis")
    assert "Toute la banque · « semis » · Maraîchage" in text(page)
    assert soup(page).select_one("input[name=name]")["value"] == "semis, Maraîchage"
    assert not soup(page).select_one("input[name=followed]").has_attr("checked")
    assert links(page)["Revenir aux résultats"] == "/recherche/?support=maraichage&q=semis"


def test_search_is_kept_under_its_name_and_found_again(browser, user):
    page = keep(browser)
    assert "La recherche est enregistrée." in text(page)
    assert links(page)["Mon jardin"] == "/recherche/?support=maraichage"
    search = SavedSearch.objects.get()
    assert (search.user, search.query, search.within, search.followed) == (
        user,
        "support=maraichage",
        "",
        False,
    )


def test_search_of_a_list_leads_back_to_that_list(browser):
    page = keep(browser, "dans=/ressources/&support=maraichage&q=semer")
    assert links(page)["Mon jardin"] == "/ressources/?support=maraichage&q=semer"
    assert "Ressources · « semer » · Maraîchage" in text(page)


@pytest.mark.parametrize(
    "query",
    [
        "dans=https://exemple.invalid/&support=maraichage",
        "dans=//exemple.invalid&support=maraichage",
        "dans=/admin/&support=maraichage&tri=titre&page=3&next=//exemple.invalid",
        "support=maraichage&support=maraichage&inconnu=1",
        "support=maraichage&support=inconnu&theme=%00&annee=zzz",
        "support=maraichage&q=%20%00%20",
    ],
)
def test_only_what_the_facets_know_is_kept_and_no_other_address(browser, query):
    page = keep(browser, query)
    assert links(page)["Mon jardin"] == "/recherche/?support=maraichage"


def test_filter_that_nothing_carries_in_its_list_is_left_out_as_the_list_does(browser):
    make_monograph(supports=[make_support("Cuisine")])
    page = keep(browser, "dans=/ressources/&support=cuisine&q=semer")
    assert links(page)["Mon jardin"] == "/ressources/?q=semer"


def test_word_carried_by_hidden_records_only_is_not_said(browser, user):
    make_resource(
        title="Caché", access_level="members", hide_notice=True, supports=[make_support("Secret")]
    )
    page = browser.get(f"{NEW}?support=secret")
    assert "Secret" not in page.content.decode()
    join(make_structure(is_adherent=True), user)
    assert "Secret" in text(browser.get(f"{NEW}?support=secret"))


def test_word_that_has_gone_is_said_to_have_gone(browser, user, record):
    make_search(user, "support=maraichage")
    record.unpublish()
    page = text(browser.get(PLACE))
    assert GONE in page
    assert "Maraîchage" not in page


def test_same_search_is_kept_once(browser):
    keep(browser)
    page = keep(browser, "dans=/recherche/&support=maraichage&tri=titre", name="Autre nom")
    assert "Vous aviez déjà cette recherche." in text(page)
    assert names(page) == ["Mon jardin"]
    keep(browser, followed="on")
    assert SavedSearch.objects.get().followed


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_bad_name_is_refused_and_nothing_typed_is_lost(browser, name):
    page = keep(browser, name=name, followed="on")
    assert page.status_code == 422
    assert "Nom de cette recherche" in text(page, ".alert")
    assert soup(page).select_one("input[name=followed]").has_attr("checked")
    if name.strip():
        assert soup(page).select_one("input[name=name]")["value"] == name
    assert not SavedSearch.objects.exists()


def test_limit_is_said_clearly_and_nothing_typed_is_lost(browser, user, monkeypatch):
    monkeypatch.setattr(saving, "LIMIT", 1)
    make_search(user, "q=avant")
    page = keep(browser)
    assert page.status_code == 422
    assert "50 recherches enregistrées" in text(page)
    assert soup(page).select_one("input[name=name]")["value"] == "Mon jardin"
    assert SavedSearch.objects.count() == 1
    monkeypatch.undo()
    assert saving.LIMIT == 50


def test_search_too_long_to_be_kept_is_refused(browser):
    for rank in range(20):
        make_resource(supports=[make_support(f"Support {'x' * 60} {rank}")])
    from catalogue.models import Support

    query = "&".join(f"support={slug}" for slug in Support.objects.values_list("slug", flat=True))
    page = keep(browser, query)
    assert page.status_code == 422
    assert "trop de critères" in text(page)


# The list


def test_person_follows_stops_renames_and_deletes(browser, user):
    search = make_search(user, "q=taille", followed=False)
    address = f"{PLACE}{search.pk}/"
    page = browser.post(f"{address}suivre/", {"suivre": "1"}, follow=True)
    assert "le lundi, vous recevrez ce qui est nouveau" in text(page)
    assert "Suivie" in text(page)
    before = search.news_since
    search.refresh_from_db()
    assert search.followed and search.news_since > before
    page = browser.post(f"{address}suivre/", follow=True)
    assert "Vous ne recevrez plus" in text(page)
    browser.post(address, {"name": "  Mes   haies ", "followed": "on"})
    search.refresh_from_db()
    assert (search.name, search.followed) == ("Mes haies", True)
    assert "Supprimer « Mes haies » ?" in text(browser.get(f"{address}supprimer/"))
    assert SavedSearch.objects.exists()
    page = browser.post(f"{address}supprimer/", follow=True)
    assert "La recherche est supprimée." in text(page)
    assert names(page) == []
    assert links(page)["Chercher dans la banque"] == "/recherche/"


def test_renaming_what_is_followed_forgets_no_news(browser, user):
    search = make_search(user, "q=taille")
    since = search.news_since
    browser.post(f"{PLACE}{search.pk}/", {"name": "Haies", "followed": "on"})
    search.refresh_from_db()
    assert (search.name, search.news_since) == ("Haies", since)


def test_search_of_somebody_else_does_not_exist(browser):
    other = make_search(make_user("editor"), "q=secret")
    for end in ("", "suivre/", "supprimer/"):
        for number in (other.pk, 0, 10**30):
            assert browser.post(f"{PLACE}{number}/{end}", {"name": "x"}).status_code == 404
    for end in ("", "supprimer/"):
        assert browser.get(f"{PLACE}{other.pk}/{end}").status_code == 404
    other.refresh_from_db()
    assert (other.followed, other.name) == (True, "q=secret")
    assert names(browser.get(PLACE)) == []


@pytest.mark.parametrize("end", ["", "nouvelle/", "1/", "1/suivre/", "1/supprimer/"])
def test_visitor_is_asked_to_sign_in(client, end):
    address = f"{PLACE}{end}"
    assert asks_to_sign_in(client.get(address), address)
    assert asks_to_sign_in(client.post(address), address)


def test_following_by_a_link_alone_is_refused(browser, user):
    search = make_search(user, "q=x", followed=False)
    assert browser.get(f"{PLACE}{search.pk}/suivre/").status_code == 405


def test_list_costs_the_same_for_one_search_or_twelve(browser, user, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PLACE).status_code == 200
        return len(queries)

    make_search(user, "support=maraichage")
    cost()
    one = cost()
    for rank in range(11):
        make_search(user, f"q=mot{rank}&support=maraichage")
    assert cost() <= one + 12


def test_section_of_the_home_shows_the_latest(browser, user):
    from django.template.loader import render_to_string

    def section() -> str:
        return render_to_string(
            "members/parts/saved_searches.html", {"saved": saving.home_section(user)}
        )

    assert "Enregistrer ou suivre" in section()
    for rank in range(6):
        make_search(user, f"q=mot{rank}", followed=rank == 5)
    shown = section()
    assert [f"q=mot{rank}" in shown for rank in range(6)] == [False, *[True] * 5]
    assert "Voir les 6" in shown
    assert shown.count("Suivie") == 1
