"""« Mes sélections »: kept under a name, shared with a structure, unknown to everybody else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalogue.productions.ordering import order
from catalogue.selection.codes import written
from members.models import KeptSelection
from members.privacy.forgetting import anonymise
from members.privacy.inventory import data_of
from members.selections import keeping
from tests.builders import make_resource, make_user
from tests.reading import links, plain, soup, text
from tests.structures import join, make_person, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PLACE = "/espace-membres/selections/"
NEW = f"{PLACE}nouvelle/"


@pytest.fixture
def structure():
    return make_structure(name="La Maison")


@pytest.fixture
def user(structure):
    user = make_person("une@example.org")
    join(structure, user)
    return user


@pytest.fixture
def colleague(structure):
    colleague = make_person("deux@example.org")
    join(structure, colleague)
    return colleague


@pytest.fixture
def browser(client, user):
    client.force_login(user)
    return client


def keep(browser, records, **fields):
    query = written(record.pk for record in records)
    return browser.post(f"{NEW}?f={query}", {"name": "Haies"} | fields, follow=True)


def names(response) -> list[str]:
    return [plain(link.get_text(" ")) for link in soup(response).select(".kept__name")]


def test_the_page_of_a_selection_offers_to_keep_it(browser):
    record = make_resource()
    address = f"/selection/?f={written([record.pk])}"
    assert (
        links(browser.get(address))["Garder dans mon espace"] == f"{NEW}?f={written([record.pk])}"
    )
    browser.logout()
    assert "Garder dans mon espace" not in links(browser.get(address))


def test_it_is_kept_named_and_opened_in_its_order(browser):
    one, two = make_resource(), make_resource()
    page = keep(browser, [two, one])
    assert names(page) == ["Haies"]
    assert "2 fiches" in text(page, ".kept")
    opened = browser.get(soup(page).select_one(".kept__name")["href"])
    assert opened.url == f"/selection/?f={written([two.pk, one.pk])}"
    assert names(browser.get("/espace-membres/")) == ["Haies"]


def test_one_of_mine_may_be_replaced_under_its_name(browser):
    one, two = make_resource(), make_resource()
    keep(browser, [one])
    kept = KeptSelection.objects.get()
    keep(browser, [one, two], name="", replaced=kept.pk)
    kept = KeptSelection.objects.get()
    assert (kept.name, kept.total) == ("Haies", 2)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_is_wanted_and_nothing_typed_is_lost(browser, name):
    page = keep(browser, [make_resource()], name=name)
    assert page.status_code == 422
    assert soup(page).select(".field__error")
    assert not KeptSelection.objects.exists()


def test_an_empty_selection_is_not_kept(browser):
    assert browser.get(f"{NEW}?f=<>").url == "/selection/"
    assert browser.post(NEW, {"name": "Rien"}).url == "/selection/"


def test_fifty_are_enough(browser, user, monkeypatch):
    monkeypatch.setattr(keeping, "LIMIT", 1)
    keep(browser, [make_resource()])
    page = keep(browser, [make_resource()])
    assert page.status_code == 422
    assert "maximum" in text(page)


def test_colleagues_see_what_is_shared_and_cannot_change_it(browser, client, colleague, structure):
    keep(browser, [make_resource()], structure=structure.pk)
    keep(browser, [make_resource()], name="À moi")
    shared, mine = KeptSelection.objects.order_by("-structure_id")
    client.force_login(colleague)
    page = client.get(PLACE)
    assert names(page) == ["Haies"]
    assert client.get(f"{PLACE}{shared.pk}/").status_code == 302
    assert client.get(f"{PLACE}{mine.pk}/").status_code == 404
    for act in ("modifier", "supprimer"):
        assert client.post(f"{PLACE}{shared.pk}/{act}/", {"name": "Prise"}).status_code == 404


def test_nobody_else_knows_of_it(browser, client, structure):
    keep(browser, [make_resource()], structure=structure.pk)
    kept = KeptSelection.objects.get()
    client.force_login(make_user("member"))
    assert names(client.get(PLACE)) == []
    assert client.get(f"{PLACE}{kept.pk}/").status_code == 404
    client.logout()
    assert client.get(f"{PLACE}{kept.pk}/").status_code == 302


@pytest.mark.parametrize("who", ["owner", "reader", "structure"])
def test_whoever_leaves_shares_no_more(browser, client, user, colleague, structure, who):
    keep(browser, [make_resource()], structure=structure.pk)
    if who == "structure":
        structure.is_active = False
        structure.save()
    else:
        (user if who == "owner" else colleague).memberships.all().delete()
    client.force_login(colleague)
    assert names(client.get(PLACE)) == []


def test_one_shares_with_one_s_own_structure_only(browser):
    page = keep(browser, [make_resource()], structure=make_structure().pk)
    assert page.status_code == 422
    assert not KeptSelection.objects.exists()


def test_it_is_renamed_shared_and_deleted(browser, structure):
    keep(browser, [make_resource()])
    kept = KeptSelection.objects.get()
    browser.post(f"{PLACE}{kept.pk}/modifier/", {"name": "Jardins", "structure": structure.pk})
    kept.refresh_from_db()
    assert (kept.name, kept.structure) == ("Jardins", structure)
    asked = browser.get(f"{PLACE}{kept.pk}/supprimer/")
    assert "Supprimer « Jardins »" in text(asked)
    browser.post(f"{PLACE}{kept.pk}/supprimer/")
    assert not KeptSelection.objects.exists()


def test_each_sees_in_it_what_they_may_know(browser, client, user, colleague, structure):
    hidden = make_resource(title="Cachée", access_level="editors", hide_notice=True)
    keep(browser, [hidden], structure=structure.pk)
    client.force_login(colleague)
    page = client.get(f"{PLACE}{KeptSelection.objects.get().pk}/", follow=True)
    assert "Cachée" not in page.content.decode()


def test_hostile_names_are_shown_as_they_stand(browser):
    name = '"><script>alert(1)</script> 🦺 \u202eשלום'
    assert names(keep(browser, [make_resource()], name=name)) == [name]


def test_my_documents_are_found_in_my_area(browser, user):
    made = order("selection", {"f": "a", "files": True, "sheets": True}, user, "Sélection de 3")
    assert links(browser.get(PLACE))["Sélection de 3"] == made.get_absolute_url()


# What is kept of a person


def test_it_is_in_what_the_site_knows_of_me(browser, user, structure):
    keep(browser, [make_resource()], structure=structure.pk)
    order("selection", {"f": "a"}, user, "Sélection de 3")
    known = data_of(user)
    assert known["Sélections gardées"][0]["partagée avec"] == "La Maison"
    assert known["Documents préparés à la demande"][0]["titre"] == "Sélection de 3"


def test_it_goes_with_the_account(browser, user):
    keep(browser, [make_resource()])
    order("selection", {"f": "a"}, user, "Sélection de 3")
    anonymise(user)
    assert not user.kept_selections.exists()
    assert not user.productions.exists()


def test_it_goes_two_years_after_it_was_last_opened(browser):
    keep(browser, [make_resource()])
    kept = KeptSelection.objects.get()
    KeptSelection.objects.update(used_at=timezone.now() - timedelta(days=800))
    browser.get(f"{PLACE}{kept.pk}/")
    call_command("purge", verbosity=0)
    assert KeptSelection.objects.exists()
    KeptSelection.objects.update(used_at=timezone.now() - timedelta(days=800))
    call_command("purge", verbosity=0)
    assert not KeptSelection.objects.exists()
