"""Asking to join a structure of the directory; the référent·e answers once."""

import pytest

from members.models import Act, JoinRequest, JournalEntry, OutgoingMail, Role, Structure
from members.structures import inviting, joining
from members.structures.rules import Refused
from tests.reading import links, text
from tests.structures import join, make_person, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def structure() -> Structure:
    return make_structure(name="Éco-Chantier de l’Œuvre", is_listed=True)


@pytest.fixture
def referent(structure):
    return make_referent(structure)


@pytest.mark.parametrize("words", ["eco chantier", "OEUVRE", "laon éco", "aisne"])
def test_structure_is_found_however_it_is_typed(client, structure, words):
    client.force_login(make_person())
    page = client.get("/espace-membres/rejoindre/", {"q": words})
    assert structure.name in text(page)
    assert f"/espace-membres/rejoindre/{structure.slug}/" in links(page).values()


def test_unlisted_or_closed_structure_is_neither_found_nor_asked(client):
    hidden = make_structure(name="Atelier secret")
    closed = make_structure(name="Atelier clos", is_listed=True, is_active=False)
    client.force_login(make_person())
    assert "Aucune structure trouvée" in text(client.get("/espace-membres/rejoindre/?q=atelier"))
    for other in (hidden, closed):
        assert client.get(f"/espace-membres/rejoindre/{other.slug}/").status_code == 404
        with pytest.raises(Refused):
            joining.ask(other, make_person())


@pytest.mark.parametrize("words", ["", "\0", "%", "' OR 1=1 --", "x" * 5000, "🙂", "<b>"])
def test_any_words_give_a_page(client, structure, words):
    client.force_login(make_person())
    assert client.get("/espace-membres/rejoindre/", {"q": words}).status_code == 200


def test_request_reaches_the_referents_and_is_accepted(client, structure, referent):
    join(structure)
    person = make_person(first_name="Claude")
    client.force_login(person)
    client.post(f"/espace-membres/rejoindre/{structure.slug}/", {"message": "Bonjour."})
    assert [mail.to for mail in OutgoingMail.objects.all()] == [referent.email]
    asked = JoinRequest.objects.get()
    client.force_login(referent)
    page = client.get(f"/espace-membres/structures/{structure.slug}/personnes/")
    assert "Bonjour." in text(page)
    path = f"/espace-membres/structures/{structure.slug}/demandes/{asked.pk}/"
    client.post(path, {"reponse": "accepter"})
    assert person.memberships.get().role == Role.MEMBER
    assert OutgoingMail.objects.filter(to=person.email, kind="join_answer").count() == 1
    client.post(path, {"reponse": "refuser"})
    assert person.memberships.exists()


def test_refused_person_stays_out_and_is_told(structure, referent):
    asked = joining.ask(structure, make_person())
    joining.answer(structure, asked.pk, referent, accept=False)
    assert not asked.user.memberships.exists()
    assert JournalEntry.objects.get().act == Act.JOIN_REFUSED
    assert "pas accepté" in OutgoingMail.objects.get(kind="join_answer").text


def test_member_or_stranger_answers_nothing(client, structure, referent):
    asked = joining.ask(structure, make_person())
    path = f"/espace-membres/structures/{structure.slug}/demandes/{asked.pk}/"
    for user, status in ((join(structure), 403), (make_person(), 404), (asked.user, 404)):
        client.force_login(user)
        assert client.post(path, {"reponse": "accepter"}).status_code == status
    other = make_structure()
    stranger = make_referent(other)
    with pytest.raises(Refused):
        joining.answer(other, asked.pk, stranger, accept=True)
    assert JoinRequest.objects.get().answered_at is None


def test_one_waiting_request_a_structure(client, structure, referent):
    person = make_person()
    joining.ask(structure, person)
    client.force_login(person)
    response = client.post(f"/espace-membres/rejoindre/{structure.slug}/", {"message": "Encore"})
    assert response.status_code == 422
    assert "attend déjà une réponse" in text(response)
    assert "Encore" in response.content.decode()
    assert JoinRequest.objects.count() == 1


def test_requests_are_limited_a_day(monkeypatch, structure):
    monkeypatch.setattr(joining, "JOIN_REQUESTS_PER_DAY", 1)
    person = make_person()
    joining.ask(structure, person)
    with pytest.raises(Refused, match="Attendez demain"):
        joining.ask(make_structure(is_listed=True), person)


def test_request_taken_back_is_forgotten_by_its_author_only(client, structure, referent):
    asked = joining.ask(structure, make_person())
    path = f"/espace-membres/rejoindre/demandes/{asked.pk}/reprendre/"
    client.force_login(make_person())
    client.post(path)
    assert JoinRequest.objects.exists()
    client.force_login(asked.user)
    assert "Vous avez demandé" in text(client.get("/espace-membres/"))
    client.post(path)
    assert not JoinRequest.objects.exists()


def test_invitation_accepted_answers_the_request_of_the_same_person(structure, referent):
    person = make_person()
    joining.ask(structure, person)
    invitation = inviting.invite(structure, person.email, Role.MEMBER, referent)
    inviting.accept(inviting.token_of(invitation), person)
    assert not joining.waiting_in(structure).exists()


def test_long_message_is_refused_and_kept(client, structure):
    client.force_login(make_person())
    message = "é" * 501
    response = client.post(f"/espace-membres/rejoindre/{structure.slug}/", {"message": message})
    assert response.status_code == 422
    assert message in response.content.decode()
