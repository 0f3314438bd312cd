"""Invitations: one address, one use, a fortnight; nobody else's link ever lets anybody in."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from members.models import Act, Invitation, JournalEntry, Membership, OutgoingMail, Role, Structure
from members.structures import inviting, rules
from members.structures.rules import Refused
from tests.reading import links, text
from tests.structures import join, make_person, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

EMAIL = "nouvelle.personne@example.org"


@pytest.fixture
def structure() -> Structure:
    return make_structure(name="Les Ateliers du Lac")


@pytest.fixture
def referent(structure):
    return make_referent(structure)


@pytest.fixture
def invitation(structure, referent) -> Invitation:
    return inviting.invite(structure, EMAIL, Role.MEMBER, referent)


def address(invitation: Invitation) -> str:
    return f"/espace-membres/invitation/{inviting.token_of(invitation)}/"


def as_seen(response) -> str:
    """What a reader sees of a page, less what is proper to the reader (menu, form tokens)."""
    assert response.status_code == 404
    return re.sub(r"\S+@example\.org", "…", text(response))


def acts(structure: Structure) -> list[str]:
    return list(JournalEntry.objects.filter(structure=structure).values_list("act", flat=True))


def test_invited_person_gets_a_link_that_leads_in(client, structure, invitation):
    mail = OutgoingMail.objects.get(kind="invitation")
    assert mail.to == EMAIL
    assert structure.name in mail.subject
    path = re.search(r"/espace-membres/invitation/\S+", mail.text).group()
    user = make_person(EMAIL)
    client.force_login(user)
    assert structure.name in text(client.get(path))
    response = client.post(path)
    assert response["Location"] == f"/espace-membres/structures/{structure.slug}/"
    assert Membership.objects.get(user=user).role == Role.MEMBER
    assert acts(structure) == [Act.JOINED, Act.INVITED]


def test_visitor_is_told_who_invites_and_led_to_sign_up_or_in(client, structure, invitation):
    response = client.get(address(invitation))
    assert structure.name in text(response)
    assert links(response)["Créer mon compte"].startswith("/compte/inscription/?next=")
    assert links(response)["J’ai déjà un compte"].startswith("/compte/connexion/?next=")
    assert EMAIL not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_link_being_answered_opens_the_door_of_sign_up(client, invitation):
    request = client.get(address(invitation)).wsgi_request
    assert inviting.invitation_in_session(request) == invitation
    inviting.take_back(invitation.structure, invitation.identifier, invitation.invited_by)
    assert inviting.invitation_in_session(request) is None


def test_every_useless_link_gets_the_same_page(client, structure, referent, invitation):
    """Forged, altered, of another use, used, past, taken back, somebody else's: no oracle."""
    user = make_person("curieux@example.org")
    client.force_login(user)
    token = inviting.token_of(invitation)
    used, late, back = (
        inviting.invite(structure, f"autre{number}@example.org", Role.MEMBER, referent)
        for number in range(3)
    )
    Invitation.objects.filter(pk=used.pk).update(used_at=timezone.now())
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    inviting.take_back(structure, back.identifier, referent)
    forged = signing.dumps([str(invitation.identifier), "curieux@example.org"], key="mine")
    elsewhere = signing.dumps([str(invitation.identifier), invitation.email], salt="other")
    unsaid = signing.dumps([str(invitation.identifier), user.email], salt=inviting.SALT)
    odd = [signing.dumps(value, salt=inviting.SALT) for value in ("x", 3, ["a", "b"], [1, 2, 3])]
    tokens = [token, token[:-1], token + "A", "x", "a:b:c", forged, elsewhere, unsaid, *odd]
    tokens += [inviting.token_of(other) for other in (used, late, back)]
    pages = {as_seen(client.get(f"/espace-membres/invitation/{value}/")) for value in tokens} | {
        as_seen(client.post(f"/espace-membres/invitation/{value}/")) for value in tokens
    }
    assert len(pages) == 1
    assert not user.memberships.exists()


def test_link_serves_once(client, invitation):
    user = make_person(EMAIL)
    client.force_login(user)
    client.post(address(invitation))
    user.memberships.all().delete()
    assert client.post(address(invitation)).status_code == 404
    assert not user.memberships.exists()


def test_link_dies_after_a_fortnight(client, invitation):
    client.force_login(make_person(EMAIL))
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert inviting.invitation_for(inviting.token_of(invitation))
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert inviting.invitation_for(inviting.token_of(invitation)) is None


def test_invitation_of_a_structure_closed_meanwhile_lets_nobody_in(client, structure, invitation):
    Structure.objects.filter(pk=structure.pk).update(is_active=False)
    client.force_login(make_person(EMAIL))
    assert client.post(address(invitation)).status_code == 404


def test_case_of_the_address_does_not_count(structure, referent):
    invitation = inviting.invite(structure, "  NOUVELLE.Personne@Example.ORG ", "member", referent)
    assert invitation.email == EMAIL
    assert inviting.may_accept(invitation, make_person(EMAIL))


def test_invitation_sent_again_has_a_new_link_and_the_former_one_dies(structure, referent):
    former = inviting.invite(structure, EMAIL, Role.REFERENT, referent)
    Invitation.objects.filter(pk=former.pk).update(expires_at=timezone.now())
    new = inviting.send_again(structure, former.identifier, referent)
    assert inviting.invitation_for(inviting.token_of(former)) is None
    assert inviting.invitation_for(inviting.token_of(new)) == new
    assert (new.email, new.role) == (EMAIL, Role.REFERENT)
    assert OutgoingMail.objects.filter(kind="invitation", to=EMAIL).count() == 2


@pytest.mark.parametrize(
    ("email", "role", "why"),
    [
        ("pas une adresse", "member", "adresse"),
        ("a@b.example\nBcc: tous@example.org", "member", "adresse"),
        (EMAIL, "chef", "rôle"),
        (EMAIL, "member", "attend déjà"),
    ],
)
def test_wrong_invitation_is_refused_with_a_sentence(structure, referent, email, role, why):
    if why == "attend déjà":
        inviting.invite(structure, EMAIL, Role.MEMBER, referent)
    before = Invitation.objects.count()
    with pytest.raises(Refused, match=why):
        inviting.invite(structure, email, role, referent)
    assert Invitation.objects.count() == before


def test_person_already_there_is_not_invited(structure, referent):
    member = join(structure)
    with pytest.raises(Refused, match="déjà dans la structure"):
        inviting.invite(structure, member.email, Role.REFERENT, referent)


def test_too_many_invitations_in_an_hour_are_refused(structure, referent, monkeypatch):
    monkeypatch.setattr(inviting, "INVITATIONS_PER_HOUR", 2)
    for number in range(2):
        inviting.invite(structure, f"p{number}@example.org", Role.MEMBER, referent)
    with pytest.raises(Refused, match="Trop d’invitations"):
        inviting.invite(structure, EMAIL, Role.MEMBER, referent)


def test_only_the_referent_and_the_staff_invite(client, structure, referent):
    member, stranger = join(structure), make_referent(make_structure())
    for by in (member, stranger):
        with pytest.raises(Refused):
            inviting.invite(structure, EMAIL, Role.MEMBER, by)
    path = f"/espace-membres/structures/{structure.slug}/invitations/"
    for user, status in ((member, 403), (stranger, 404)):
        client.force_login(user)
        assert client.get(path).status_code == status
        answer = client.post(path, {"email": EMAIL, "role": "member"})
        assert answer.status_code == status
    staff = make_person(is_superuser=True)
    assert inviting.invite(structure, EMAIL, Role.REFERENT, staff).role == Role.REFERENT
    assert JournalEntry.objects.first().quality == rules.STAFF


def test_invitation_of_another_structure_is_out_of_reach(client, structure, invitation):
    other = make_structure()
    client.force_login(make_referent(other))
    base = f"/espace-membres/structures/{other.slug}/invitations/{invitation.identifier}/"
    for act in ("renvoyer", "reprendre"):
        client.post(f"{base}{act}/")
        own = f"/espace-membres/structures/{structure.slug}/invitations/{invitation.identifier}/"
        assert client.post(f"{own}{act}/").status_code == 404
    assert inviting.invitation_for(inviting.token_of(invitation)) == invitation


def test_journal_holds_no_address(structure, referent, invitation):
    inviting.take_back(structure, invitation.identifier, referent)
    for entry in JournalEntry.objects.all():
        assert "@" not in f"{entry.details}{entry.reason}{entry.quality}"


def test_referent_sees_what_waits_and_keeps_what_was_typed(client, structure, referent):
    client.force_login(referent)
    path = f"/espace-membres/structures/{structure.slug}/invitations/"
    response = client.post(path, {"email": "faux@", "role": "referent"})
    assert response.status_code == 422
    assert 'value="faux@"' in response.content.decode()
    assert client.post(path, {"email": EMAIL, "role": "member"}).status_code == 302
    page = text(client.get(path))
    assert f"L’invitation est partie à {EMAIL}." in page
    assert "Envoyer de nouveau" in page


def test_invitation_taken_back_before_it_leaves_is_not_sent(structure, referent, invitation):
    from members.structures.letters import is_waiting

    mail = OutgoingMail.objects.get(kind="invitation")
    assert is_waiting(mail)
    inviting.take_back(structure, invitation.identifier, referent)
    assert not is_waiting(mail)
