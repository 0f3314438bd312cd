"""Staff screens of structures, people, files, journal and openings: who opens, what leaves."""

import pytest
from django.contrib.auth.models import Group

from members import journal
from members.models import (
    Act,
    Agreement,
    FileOpening,
    Invitation,
    JournalEntry,
    Membership,
    Role,
    State,
    Structure,
)
from portal.groups import ADMINISTRATORS
from tests.builders import make_user
from tests.reading import soup, text
from tests.structures import (
    join,
    make_agreement,
    make_certifier,
    make_department,
    make_person,
    make_referent,
    make_siret,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LISTS = ("structures", "appartenances", "dossiers-agrement", "journal", "ouvertures")


def make_staff(who: str):
    if who == "certifier":
        return make_certifier()
    if who == "administrator":
        user = make_person()
        user.groups.add(Group.objects.get(name=ADMINISTRATORS))
        return user
    return make_user(who)


@pytest.fixture
def administrator(client):
    user = make_staff("administrator")
    client.force_login(user)
    return user


@pytest.fixture
def one_of_each() -> Agreement:
    agreement = make_agreement(state=State.UNDER_REVIEW)
    referent = make_referent(agreement.structure)
    journal.record(Act.OPENED, agreement=agreement, actor=referent, quality="membre")
    FileOpening.objects.create(user=referent, label="Livret", address="/fichiers/x/")
    return agreement


MATRIX = {
    "certifier": set(LISTS),
    "administrator": set(LISTS),
    "editor": set(),
    "member": set(),
    "without_rights": set(),
}


@pytest.mark.parametrize("who", MATRIX)
@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens_to_those_who_may(client, one_of_each, who, name):
    client.force_login(make_staff(who))
    answer = client.get(f"/admin/{name}/")
    assert (answer.status_code == 200) == (name in MATRIX[who])
    assert (one_of_each.structure.name in answer.content.decode()) == (
        name in MATRIX[who] and name != "ouvertures"
    )


@pytest.mark.parametrize("name", ["dossiers-agrement", "journal", "ouvertures"])
@pytest.mark.parametrize("action", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_what_is_only_read_has_no_other_screen(client, administrator, one_of_each, name, action):
    models = {"dossiers-agrement": Agreement, "journal": JournalEntry, "ouvertures": FileOpening}
    pk = models[name].objects.first().pk
    where = f"/admin/{name}/{action.format(pk=pk)}"
    assert client.get(where).status_code == 404
    assert client.post(where).status_code == 404
    assert client.get(f"/admin/{name}/inspect/{pk}/").status_code == 200


@pytest.mark.parametrize("who", ["administrator", "certifier"])
def test_structures_are_never_deleted_nor_people_added_by_hand(client, one_of_each, who):
    client.force_login(make_staff(who))
    structure = one_of_each.structure
    answer = client.post(f"/admin/structures/delete/{structure.pk}/")
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/appartenances/new/")["Location"] == "/admin/"
    assert Structure.objects.filter(pk=structure.pk).exists()


def as_form(**fields) -> dict:
    structure_type = make_structure().structure_type
    return {
        "name": "Les Jardins",
        "structure_type": structure_type.pk,
        "siret": make_siret(77_777),
        "city": "Laon",
        "department": make_department().pk,
    } | fields


def test_a_structure_is_inscribed_with_a_siret_as_people_paste_it(client, administrator):
    siret = make_siret(88_888)
    pasted = f"{siret[:3]} {siret[3:6]}.{siret[6:9]}\u00a0{siret[9:]}"
    client.post("/admin/structures/new/", as_form(siret=pasted))
    structure = Structure.objects.get(name="Les Jardins")
    assert structure.siret == siret
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.structure, entry.actor) == (
        Act.STRUCTURE_CREATED,
        structure,
        administrator,
    )


@pytest.mark.parametrize(
    ("siret", "why"), [("12345678901234", "n’est pas valide"), ("12", "14 chiffres")]
)
def test_a_wrong_siret_is_refused_in_words_and_nothing_typed_is_lost(
    client, administrator, siret, why
):
    answer = client.post("/admin/structures/new/", as_form(siret=siret))
    assert why in text(answer)
    assert soup(answer).select_one("[name=name]")["value"] == "Les Jardins"


def test_a_siret_already_taken_is_refused_in_words(client, administrator):
    taken = make_structure()
    answer = client.post("/admin/structures/new/", as_form(siret=taken.siret))
    assert "déjà celui d’une structure inscrite" in text(answer)


def test_a_change_is_journalled_by_its_fields(client, administrator):
    structure = make_structure()
    form = as_form(name="Nouveau nom", siret=structure.siret)
    client.post(f"/admin/structures/edit/{structure.pk}/", form)
    entry = JournalEntry.objects.get(act=Act.STRUCTURE_CHANGED)
    assert entry.details == {"what": "Nom"}
    client.post(f"/admin/structures/edit/{structure.pk}/", form)
    assert JournalEntry.objects.filter(act=Act.STRUCTURE_CHANGED).count() == 1


def test_a_structure_is_closed_then_reopened_and_a_second_click_undoes_nothing(
    client, administrator
):
    structure = make_structure()
    address = f"/admin/structures/{structure.pk}/fermer/"
    assert "Fermer" in text(client.get(address))
    for _ in range(2):
        client.post(address, {"open": "0"})
    structure.refresh_from_db()
    assert not structure.is_active
    assert JournalEntry.objects.filter(act=Act.STRUCTURE_CLOSED).count() == 1
    client.post(address, {"open": "1"})
    structure.refresh_from_db()
    assert structure.is_active
    assert JournalEntry.objects.filter(act=Act.STRUCTURE_REOPENED).count() == 1


def test_closing_a_structure_says_that_its_agreement_stays(client, administrator):
    agreement = make_agreement()
    page = text(client.get(f"/admin/structures/{agreement.structure.pk}/fermer/"))
    assert agreement.reference in page


def test_the_first_referent_is_invited_from_the_structure(client, administrator):
    structure = make_structure()
    address = f"/admin/structures/{structure.pk}/inviter/"
    assert address in client.get(f"/admin/structures/edit/{structure.pk}/").content.decode()
    client.post(address, {"email": "Camille@example.org", "role": "referent"})
    invitation = Invitation.objects.get()
    assert (invitation.structure, invitation.email) == (structure, "camille@example.org")
    assert (invitation.role, invitation.invited_by) == (Role.REFERENT, administrator)
    again = client.post(address, {"email": "camille@example.org", "role": "referent"})
    assert again.status_code == 422
    assert "attend déjà" in text(again)


@pytest.mark.parametrize(
    "sent", [{}, {"email": "pas une adresse", "role": "referent"}, {"email": "a@b.fr", "role": "x"}]
)
def test_an_invitation_that_cannot_be_sent_is_refused_in_words(client, administrator, sent):
    structure = make_structure()
    assert client.post(f"/admin/structures/{structure.pk}/inviter/", sent).status_code == 422
    assert not Invitation.objects.exists()


def test_nobody_is_invited_into_a_closed_structure_nor_by_others_than_the_staff(client):
    closed, opened = make_structure(is_active=False), make_structure()
    sent = {"email": "a@example.org", "role": "referent"}
    client.force_login(make_staff("administrator"))
    assert client.post(f"/admin/structures/{closed.pk}/inviter/", sent).status_code == 404
    client.force_login(make_staff("editor"))
    answer = client.post(f"/admin/structures/{opened.pk}/inviter/", sent)
    assert answer["Location"] == "/admin/"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["editor", "accredited", "without_rights"])
def test_closing_a_structure_is_for_the_staff(client, who):
    structure = make_structure()
    client.force_login(make_staff(who))
    answer = client.post(f"/admin/structures/{structure.pk}/fermer/", {"open": "0"})
    assert answer.status_code in (302, 403)
    structure.refresh_from_db()
    assert structure.is_active


def test_the_role_of_a_person_is_changed_and_journalled(client, administrator):
    user = join(make_structure())
    membership = user.memberships.get()
    client.post(f"/admin/appartenances/edit/{membership.pk}/", {"role": Role.REFERENT})
    membership.refresh_from_db()
    assert membership.role == Role.REFERENT
    assert JournalEntry.objects.get(act=Act.ROLE_CHANGED).structure == membership.structure


def test_a_person_is_removed_and_it_is_journalled(client, administrator):
    user = join(make_structure())
    membership = user.memberships.get()
    client.post(f"/admin/appartenances/delete/{membership.pk}/")
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert JournalEntry.objects.get(act=Act.REMOVED).structure == membership.structure


def test_a_certifier_reads_people_and_changes_none(client):
    client.force_login(make_certifier())
    membership = join(make_structure()).memberships.get()
    answer = client.post(f"/admin/appartenances/edit/{membership.pk}/", {"role": Role.REFERENT})
    assert answer["Location"] == "/admin/"
    membership.refresh_from_db()
    assert membership.role == Role.MEMBER


# Filters, lists


def test_the_journal_is_narrowed_by_structure_act_and_day(client, administrator):
    one, other = make_structure(name="Celle-ci"), make_structure(name="Celle-là")
    journal.record(Act.JOINED, structure=one, quality="un")
    journal.record(Act.LEFT, structure=other, quality="deux")

    def lines(query: str) -> list[str]:
        page = soup(client.get(f"/admin/journal/?{query}"))
        return [row.get_text(" ", strip=True) for row in page.select("table.listing tbody tr")]

    assert len(lines("")) == 2
    assert len(lines(f"structure={one.pk}")) == 1
    assert "Départ" in lines("act=left")[0]
    assert lines("at_from=2001-01-01&at_to=2001-12-31") == []
    assert len(lines("at_from=x&structure=zzz")) == 2


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_of_a_list_is_constant(
    client, administrator, one_of_each, name, django_assert_max_num_queries
):
    client.get(f"/admin/{name}/")
    with django_assert_max_num_queries(80) as first:
        client.get(f"/admin/{name}/")
    for _ in range(5):
        agreement = make_agreement(state=State.UNDER_REVIEW)
        referent = make_referent(agreement.structure)
        journal.record(Act.OPENED, agreement=agreement, actor=referent)
        FileOpening.objects.create(user=referent, label="Livret", address="/x/")
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(f"/admin/{name}/")


def test_files_lead_those_who_decide_to_the_review(client, one_of_each):
    client.force_login(make_certifier())
    page = client.get("/admin/dossiers-agrement/").content.decode()
    assert f"/admin/agrements/{one_of_each.reference}/" in page
    client.force_login(make_staff("administrator"))
    page = client.get("/admin/dossiers-agrement/").content.decode()
    assert f"/admin/agrements/{one_of_each.reference}/" not in page
