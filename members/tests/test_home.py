"""The members' first page: what is reserved for this person, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import Record
from members.home import views
from members.home.places import STEPS
from members.models import State
from members.structures import inviting
from tests.builders import make_resource, make_user
from tests.reading import links, soup, text
from tests.structures import join, make_agreement, make_person, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ADDRESS = "/espace-membres/"


def shown(client) -> list[str]:
    return [
        card.get_text(" ", strip=True) for card in soup(client.get(ADDRESS)).select(".card__title")
    ]


def make_one_of_each() -> None:
    for level in ("public", "members", "accredited", "editors"):
        make_resource(title=level, access_level=level)
    make_resource(title="caché", access_level="members", hide_notice=True)
    make_resource(title="brouillon", access_level="members", live=False)


def test_visitor_is_asked_to_sign_in_and_comes_back(client):
    assert client.get(ADDRESS)["Location"] == f"/compte/connexion/?next={ADDRESS}"


@pytest.mark.parametrize(
    ("reader", "titles"),
    [
        ("without_rights", set()),
        ("member", {"members", "caché"}),
        ("accredited", {"members", "accredited", "caché"}),
        ("editor", {"members", "accredited", "editors", "caché"}),
    ],
)
def test_each_reader_sees_what_is_reserved_for_it(client, reader, titles):
    make_one_of_each()
    client.force_login(make_user(reader))
    assert set(shown(client)) == titles


def test_nothing_on_the_page_is_locked(client):
    make_one_of_each()
    client.force_login(make_user("accredited"))
    assert not soup(client.get(ADDRESS)).select(".card__lock")


def test_newest_come_first_and_the_total_is_said(client, monkeypatch):
    monkeypatch.setattr(views, "NEW", 2)
    for age, title in enumerate(("Neuve", "Récente", "Ancienne")):
        page = make_resource(title=title, access_level="members")
        moment = timezone.now() - timedelta(days=age)
        Record.objects.filter(pk=page.pk).update(first_published_at=moment)
    client.force_login(make_user("member"))
    assert shown(client) == ["Neuve", "Récente"]
    assert "Réservé pour vous (3)" in text(client.get(ADDRESS))


def test_account_that_opens_nothing_is_told_whom_to_write_to(client):
    make_one_of_each()
    client.force_login(make_user("without_rights"))
    response = client.get(ADDRESS)
    assert "n’ouvre pas encore de fiche réservée" in text(response)
    assert links(response)["Écrivez à l’équipe"].startswith("/contact/")


def test_page_says_which_levels_the_account_opens(client):
    client.force_login(make_user("accredited"))
    said = text(client.get(ADDRESS)).lower()
    assert "réservé aux membres" in said
    assert "réservé aux structures agréées" in said
    assert "éditeurs" not in said


def test_page_of_a_person_is_kept_by_no_cache(client):
    client.force_login(make_user("member"))
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]


def test_header_leads_to_the_space_and_to_the_editors_interface_for_those_who_may(client):
    assert "Mon espace" not in links(client.get("/"), "header")
    client.force_login(make_user("member"))
    menu = links(client.get("/"), "header")
    assert menu["Mon espace"] == ADDRESS
    assert "Administration" not in menu
    client.force_login(make_user("editor"))
    assert links(client.get("/"), "header")["Administration"] == "/admin/"


# One's structures, and what waits


def test_person_without_structure_is_told_what_to_do(client):
    client.force_login(make_user("without_rights"))
    response = client.get(ADDRESS)
    assert "Reliez votre compte à votre structure" in text(response)
    assert links(response)["Trouver ma structure"] == "/espace-membres/rejoindre/"


@pytest.mark.parametrize(
    ("state", "said", "button"),
    [
        (None, "pas demandé l’agrément", "Demander l’agrément"),
        (State.DRAFT, "en préparation", "Continuer le dossier"),
        (State.SUBMITTED, "déposé", "Voir le dossier"),
        (State.MORE_ASKED, "compléments", "Compléter"),
        (State.REFUSAL_PLANNED, "refus est envisagé", "Répondre"),
        (State.SUSPENDED, "suspendu", "Voir le dossier"),
    ],
)
def test_referent_reads_the_next_step_and_one_button(client, state, said, button):
    structure = make_structure()
    if state:
        make_agreement(structure, state)
    client.force_login(make_referent(structure))
    response = client.get(ADDRESS)
    assert said in text(response, ".place-card__step")
    assert f"{button} de {structure.name}" in links(response)
    client.force_login(join(structure))
    steps = ("Continuer le dossier", "Compléter", "Répondre", "Demander l’agrément")
    assert not any(name.startswith(steps) for name in links(client.get(ADDRESS)))


def test_every_state_has_its_step():
    assert set(STEPS) == set(State)


def test_renewal_under_way_does_not_hide_the_agreement_in_force(client):
    structure = make_structure()
    make_agreement(structure)
    make_agreement(structure, State.DRAFT)
    client.force_login(make_referent(structure))
    said = text(client.get(ADDRESS), ".place-card__step")
    assert "Agréée jusqu’au" in said
    assert "en préparation" in said


def test_pending_invitation_waits_on_the_page_of_the_invited_person_only(client):
    structure = make_structure(name="Atelier qui invite")
    person = make_person("invitee@example.org")
    inviting.invite(structure, person.email, "member", make_referent(structure))
    client.force_login(person)
    response = client.get(ADDRESS)
    assert "Atelier qui invite vous invite" in text(response)
    assert client.get(links(response)["Lire l’invitation"]).status_code == 200
    client.force_login(make_person())
    assert "Atelier qui invite" not in text(client.get(ADDRESS))


def test_page_costs_the_same_with_one_structure_or_six(client, django_assert_max_num_queries):
    person = make_referent(make_structure(is_adherent=True))
    client.force_login(person)
    client.get(ADDRESS)
    with django_assert_max_num_queries(60) as few:
        client.get(ADDRESS)
    for _ in range(5):
        structure = make_structure(is_adherent=True)
        join(structure, person)
        make_agreement(structure)
        make_agreement(structure, State.DRAFT)
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)
