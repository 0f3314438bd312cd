"""Nobody learns who has an account: by an answer, an e-mail sent, or the time it took."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from members.models import User
from members.tests.signing import NEW_PASSWORD, errors_of, last_link, make_account, sign_in
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "mails_at_once")]

FORGOTTEN = "/compte/mot-de-passe/oublie/"
SIGN_UP = "/compte/inscription/"
NOBODY = "personne@example.org"


@pytest.fixture
def user():
    return make_account()


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """Passwords hashed, which is what takes time."""
    done = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


def sign_up(client, email: str, **more):
    fields = {"email": email, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return client.post(SIGN_UP, fields | more)


def hidden(response, *words: str) -> str:
    """The words of an answer, the addresses typed left out."""
    said = text(response)
    for word in words:
        said = said.replace(word, "…")
    return said


def test_sign_in_hashes_as_much_for_a_stranger_as_for_an_account(client, user, hashes):
    sign_in(client, user.email, "faux")
    known = len(hashes)
    hashes.clear()
    sign_in(client, NOBODY, "faux")
    assert (known, len(hashes)) == (1, 1)


def test_forgotten_password_says_the_same_and_writes_in_both_cases(client, user):
    said = []
    for email in (user.email, NOBODY):
        answer = client.post(FORGOTTEN, {"email": email})
        said.append((answer.status_code, answer["Location"]))
        assert mail.outbox[-1].to == [email]
    assert said[0] == said[1]
    subjects = [message.subject for message in mail.outbox]
    assert subjects == [
        "Choisissez un nouveau mot de passe",
        "Il n’y a pas de compte à cette adresse",
    ]


def test_closed_account_gets_no_link(client):
    closed = make_account("ferme@example.org", is_active=False)
    client.post(FORGOTTEN, {"email": closed.email})
    assert FORGOTTEN not in mail.outbox[-1].body


def test_forgotten_password_writes_three_times_to_an_address_then_stops(client, user):
    answers = [client.post(FORGOTTEN, {"email": user.email}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_nobody_makes_the_site_write_to_the_whole_world(client):
    answers = [client.post(FORGOTTEN, {"email": f"{n}@example.org"}).status_code for n in range(21)]
    assert answers[-1] == 429
    assert len(mail.outbox) == 20


# Signing up


def test_sign_up_is_closed_without_an_invitation(client):
    assert "sur invitation" in text(client.get(SIGN_UP))
    sign_up(client, NOBODY)
    assert not User.objects.filter(email=NOBODY).exists()
    assert mail.outbox == []


def test_who_is_invited_may_sign_up(client, monkeypatch):
    from members.accounts import signup

    monkeypatch.setattr(signup, "_openers", [])
    signup.register_opener(lambda request: request.GET.get("invitation") == "bonne")
    assert "sur invitation" in text(client.get(f"{SIGN_UP}?invitation=fausse"))
    assert "Créer mon compte" in text(client.get(f"{SIGN_UP}?invitation=bonne"))


@pytest.fixture
def open_to_all(settings):
    settings.ACCOUNT_OPEN_SIGNUP = True


@pytest.mark.usefixtures("open_to_all")
def test_sign_up_says_the_same_whether_the_address_is_taken(client, user, hashes):
    said, cost = [], []
    for email in (user.email, NOBODY):
        hashes.clear()
        answer = sign_up(client, email)
        cost.append(len(hashes))
        said.append((answer.status_code, hidden(client.get(answer["Location"]), email)))
        assert mail.outbox[-1].to == [email]
    assert said[0] == said[1]
    assert cost[0] == cost[1] == 1
    assert User.objects.filter(email=user.email).count() == 1
    user.refresh_from_db()
    assert user.check_password("mot-de-passe-long")


@pytest.mark.usefixtures("open_to_all")
def test_new_account_opens_once_its_address_is_confirmed(client):
    sign_up(client, NOBODY)
    assert sign_in(client, NOBODY, NEW_PASSWORD)["Location"] == "/compte/adresse/a-confirmer/"
    link = last_link()
    assert "Confirmer cette adresse" in text(client.get(link))
    assert sign_in(client, NOBODY, NEW_PASSWORD)["Location"] != "/espace-membres/"
    client.post(link)
    assert sign_in(client, NOBODY, NEW_PASSWORD)["Location"] == "/espace-membres/"


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize(
    ("password", "said"),
    [("court", "12"), ("qwertyuiop123", "courant"), ("personne@example.org", "semblable")],
)
def test_weak_password_is_refused_in_french(client, password, said):
    response = sign_up(client, NOBODY, password1=password, password2=password)
    assert said in errors_of(response)
    assert not User.objects.filter(email=NOBODY).exists()


@pytest.mark.usefixtures("open_to_all")
def test_rights_cannot_be_asked_for_in_the_form(client):
    sign_up(client, NOBODY, is_staff="on", is_superuser="1", groups="1", is_active="1")
    created = User.objects.get(email=NOBODY)
    assert not created.is_staff
    assert not created.is_superuser
    assert not created.groups.exists()
