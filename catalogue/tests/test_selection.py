"""A selection: it lives in its address, says what it drops, and is taken away as one archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.selection import codes
from tests.archives import address_of
from tests.builders import (
    expire,
    make_file,
    make_monograph,
    make_resource,
    make_user,
)
from tests.reading import links, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def titles(page) -> list[str]:
    return [title.get_text(strip=True) for title in soup(page).select(".selection .card__title")]


# Codes


def test_codes_are_short_stable_and_kept_in_their_order():
    assert codes.written([130, 7, 46655]) == "3m.7.zzz"
    assert codes.read(["3m.7.zzz"]).keys == (130, 7, 46655)


@pytest.mark.parametrize(
    ("texts", "keys", "unreadable", "beyond"),
    [
        ([""], (), 0, 0),
        (["a.a.A"], (10,), 0, 0),
        (["a,b", "c"], (10, 11, 12), 0, 0),
        (["..a...b."], (10, 11), 0, 0),
        (["<script>.a.é.٣.-1.1_0.zzzzzzzzzzzzz"], (10,), 6, 0),
        ([codes.written(range(1, 501))], tuple(range(1, 201)), 0, 300),
    ],
)
def test_any_address_is_read_without_an_error(texts, keys, unreadable, beyond):
    assert codes.read(texts) == codes.Chosen(keys, unreadable, beyond)


# The page


def test_it_shows_its_records_in_the_order_chosen(client):
    one, two, three = make_resource(), make_monograph(), make_resource()
    page = client.get(address_of(two, three, one))
    assert titles(page) == [two.title, three.title, one.title]
    assert not client.cookies
    assert "no-store" in page["Cache-Control"]


def test_each_button_leads_to_the_selection_once_changed(client):
    one, two, three = (make_resource() for _ in range(3))
    moves = [
        [link["href"].partition("#")[0] for link in item.select(".selection__moves a")]
        for item in soup(client.get(address_of(one, two, three))).select(".selection__item")
    ]
    assert moves == [
        [address_of(two, one, three), address_of(two, three)],
        [
            address_of(two, one, three),
            address_of(one, three, two),
            address_of(one, three),
        ],
        [address_of(one, three, two), address_of(one, two)],
    ]


@pytest.mark.parametrize("query", ["", "?f=", "?f=%00", "?f=zzzzzz", "?f=<script>"])
def test_an_empty_or_wild_address_answers_in_words(client, query):
    page = client.get(f"/selection/{query}")
    assert page.status_code == 200
    assert "Ma sélection est vide" in text(page)


def test_what_is_hidden_withdrawn_or_unknown_is_dropped_alike(client):
    """The same sentence for all: it says nothing of what exists."""
    said = set()
    kept = make_resource()
    hidden = make_resource(hide_notice=True, access_level="members")
    for key in (hidden.pk, make_resource(live=False).pk, expire(make_resource()).pk, 999_999):
        page = client.get(f"/selection/?f={codes.written([kept.pk, key])}")
        assert titles(page) == [kept.title]
        said.add(text(page, ".alert"))
    assert said == {"Une fiche de cette adresse n’est pas disponible : elle a été laissée de côté."}


def test_beyond_two_hundred_the_rest_is_left_and_said(client):
    page = client.get(f"/selection/?f={codes.written(range(10_000, 10_500))}")
    assert "300 dernières" in text(page, ".alert")


def test_hostile_titles_are_shown_as_they_stand(client):
    title = '"><img src=x onerror=alert(1)> 🦺 \u202eשלום ' + "a" * 150
    page = client.get(address_of(make_resource(title=title)))
    assert titles(page) == [" ".join(title.split())]
    assert not soup(page).select(".selection img")


def test_its_queries_do_not_grow_with_it(client):
    records = [make_resource(access_level=level) for level in ("public", "members") * 8]
    client.force_login(make_user("member"))
    for record in records:
        make_file(record)
    client.get(address_of(*records))
    numbers = []
    for some in (records[:2], records):
        with CaptureQueriesContext(connection) as queries:
            client.get(address_of(*some))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


# Choosing without a script


def test_in_a_list_the_button_leads_to_the_same_list_with_the_choice(client):
    one, two = make_resource(), make_resource()
    page = client.get("/ressources/?tri=titre")
    href = soup(page).select_one(f"[data-select='{codes.code_of(one.pk)}']")["href"]
    assert href.startswith("/ressources/?tri=titre&selection=")
    page = client.get(href)
    chosen = [button["data-select"] for button in soup(page).select(".select--chosen")]
    assert chosen == [codes.code_of(one.pk)]
    assert soup(page).select_one("[data-selection-link]")["href"] == address_of(one)
    href = soup(page).select_one(f"[data-select='{codes.code_of(two.pk)}']")["href"]
    page = client.get(href)
    assert soup(page).select_one("[data-selection-link]")["href"] == address_of(one, two)


def test_facets_pages_words_and_records_carry_the_choice(client):
    one = make_resource()
    for _ in range(13):
        make_resource()
    carried = f"selection={codes.code_of(one.pk)}"
    page = client.get(f"/ressources/?{carried}&acces=public")
    tree = soup(page)
    assert carried in tree.select_one(".pager a")["href"]
    assert carried in tree.select_one(".chip")["href"]
    assert carried in tree.select_one(".chips__clear")["href"]
    assert carried in tree.select_one(".card__title a")["href"]
    assert tree.select_one("#filtres [name=selection]")["value"] == codes.code_of(one.pk)
    record = client.get(tree.select_one(".card__title a")["href"])
    assert f"{codes.code_of(one.pk)}." in soup(record).select_one("main .select")["href"]


def test_a_page_without_a_choice_is_as_it_was(client):
    make_resource()
    page = soup(client.get("/ressources/"))
    assert "selection" not in page.select_one(".card__title a")["href"]
    assert "hidden" in page.select_one("[data-selection-link]").attrs


def test_the_page_offers_lists_that_carry_the_selection(client):
    one = make_resource()
    found = links(client.get(address_of(one)))
    assert found["Toute la banque"] == f"/recherche/?selection={codes.code_of(one.pk)}"
