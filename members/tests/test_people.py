"""People of a structure: nobody raises oneself, nobody leaves it without a référent·e."""

import pytest

from members.models import Act, JournalEntry, Membership, Role, Structure
from members.structures import people
from members.structures.rules import Refused
from tests.reading import text
from tests.structures import join, make_person, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def structure() -> Structure:
    return make_structure()


@pytest.fixture
def referent(structure):
    return make_referent(structure)


@pytest.fixture
def member(structure, referent):
    return join(structure)


def place(structure: Structure, user) -> Membership:
    return Membership.objects.get(structure=structure, user=user)


def roles(structure: Structure) -> dict[int, str]:
    return dict(structure.memberships.values_list("user", "role"))


def address(structure: Structure, rest: str = "personnes/") -> str:
    return f"/espace-membres/structures/{structure.slug}/{rest}"


def test_referent_names_another_and_brings_back(client, structure, referent, member):
    client.force_login(referent)
    path = address(structure, f"personnes/{place(structure, member).pk}/")
    assert "référent·e ?" in text(client.get(f"{path}referent/"))
    assert roles(structure)[member.pk] == Role.MEMBER
    client.post(f"{path}referent/")
    assert roles(structure)[member.pk] == Role.REFERENT
    client.post(f"{path}membre/")
    assert roles(structure)[member.pk] == Role.MEMBER
    entries = JournalEntry.objects.filter(act=Act.ROLE_CHANGED, actor=referent)
    assert [entry.details["to"] for entry in entries] == ["member", "referent"]


def test_role_is_passed_on_in_one_act(structure, referent, member):
    people.transfer(structure, place(structure, member).pk, referent)
    assert roles(structure) == {referent.pk: Role.MEMBER, member.pk: Role.REFERENT}


def test_two_transfers_at_once_leave_one_referent(structure, referent, member):
    """The second one acts on a page that still shows its author as référent·e."""
    third = join(structure)
    people.transfer(structure, place(structure, member).pk, referent)
    with pytest.raises(Refused):
        people.transfer(structure, place(structure, third).pk, referent)
    people.transfer(structure, place(structure, third).pk, member)
    assert list(roles(structure).values()).count(Role.REFERENT) == 1


def test_two_referents_who_demote_each_other_leave_one(structure, referent):
    other = make_referent(structure)
    people.change_role(structure, place(structure, other).pk, Role.MEMBER, referent)
    with pytest.raises(Refused):
        people.change_role(structure, place(structure, referent).pk, Role.MEMBER, other)
    assert roles(structure)[referent.pk] == Role.REFERENT


def test_nobody_changes_one_s_own_role(client, structure, referent, member):
    for user in (referent, member):
        for role in Role.values:
            with pytest.raises(Refused):
                people.change_role(structure, place(structure, user).pk, role, user)
        with pytest.raises(Refused):
            people.transfer(structure, place(structure, user).pk, user)
    client.force_login(member)
    path = address(structure, f"personnes/{place(structure, member).pk}/referent/")
    assert client.post(path).status_code == 403
    assert roles(structure) == {referent.pk: Role.REFERENT, member.pk: Role.MEMBER}


@pytest.mark.parametrize("act", ["referent", "membre", "transmettre", "retirer"])
def test_member_does_no_act_of_a_referent(client, structure, referent, member, act):
    client.force_login(member)
    path = address(structure, f"personnes/{place(structure, referent).pk}/{act}/")
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403
    assert len(roles(structure)) == 2
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "presentation/",
        "logo.png",
        "quitter/",
        "personnes/",
        "personnes/{pk}/retirer/",
        "invitations/",
        "demandes/1/",
    ],
)
def test_structure_of_others_does_not_exist(client, structure, referent, rest):
    path = address(structure, rest.format(pk=place(structure, referent).pk))
    for user in (make_referent(make_structure()), make_person(), make_person(is_superuser=True)):
        client.force_login(user)
        assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}
        assert client.post(path).status_code in (404, 405)
    client.logout()
    assert client.get(path)["Location"].startswith("/compte/connexion/?next=")


def test_person_of_another_structure_is_out_of_reach(client, structure, referent):
    elsewhere = make_structure()
    other = place(elsewhere, make_referent(elsewhere))
    client.force_login(referent)
    assert client.post(address(structure, f"personnes/{other.pk}/retirer/")).status_code == 404
    assert client.post(address(structure, f"personnes/{10**30}/retirer/")).status_code == 404
    assert client.post(address(structure, f"personnes/{other.pk}/rien/")).status_code == 404
    with pytest.raises(Refused):
        people.remove(structure, other.pk, referent)
    assert Membership.objects.filter(pk=other.pk).exists()


def test_removed_person_loses_the_pages_at_once(client, structure, referent, member):
    client.force_login(member)
    assert client.get(address(structure)).status_code == 200
    people.remove(structure, place(structure, member).pk, referent)
    assert client.get(address(structure)).status_code == 404
    assert JournalEntry.objects.get().act == Act.REMOVED


def test_closed_structure_has_no_page(client, structure, referent):
    Structure.objects.filter(pk=structure.pk).update(is_active=False)
    client.force_login(referent)
    assert client.get(address(structure, "")).status_code == 404
    assert "fermée" in text(client.get("/espace-membres/"))


def test_last_referent_does_not_leave_people_behind(client, structure, referent, member):
    client.force_login(referent)
    page = client.post(address(structure, "quitter/"), follow=True)
    assert people.LAST_ONE in text(page)
    assert len(roles(structure)) == 2
    assert not JournalEntry.objects.exists()
    people.transfer(structure, place(structure, member).pk, referent)
    client.post(address(structure, "quitter/"))
    assert roles(structure) == {member.pk: Role.REFERENT}


def test_last_person_may_leave_and_is_warned(client, structure, referent):
    client.force_login(referent)
    assert "dernière personne" in text(client.get(address(structure, "quitter/")))
    client.post(address(structure, "quitter/"))
    assert roles(structure) == {}
    assert JournalEntry.objects.get().act == Act.LEFT


def test_addresses_are_shown_to_the_referent_only(client, structure, referent, member):
    client.force_login(referent)
    assert member.email in text(client.get(address(structure)))
    referent.first_name = "Claude"
    referent.save()
    client.force_login(member)
    page = text(client.get(address(structure)))
    assert "Claude" in page
    assert referent.email not in page
    assert "Modifier" not in page


def test_list_costs_the_same_with_two_people_or_ten(
    client, structure, referent, django_assert_max_num_queries
):
    client.force_login(referent)
    client.get(address(structure))
    with django_assert_max_num_queries(60) as few:
        client.get(address(structure))
    for _ in range(8):
        join(structure)
    with django_assert_max_num_queries(len(few)):
        client.get(address(structure))
