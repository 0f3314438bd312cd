"""What the site knows of a person, how they read it, how it forgets them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone

from members import journal
from members.models import (
    Act,
    FileOpening,
    Invitation,
    JournalEntry,
    Membership,
    OutgoingMail,
    SavedSearch,
    State,
    SupportingDocument,
    User,
)
from members.privacy import forgetting
from members.privacy.inactivity import INACTIVE_MONTHS, WARNING_MONTHS
from tests.reading import plain, text
from tests.structures import (
    PASSWORD,
    fill,
    join,
    make_agreement,
    make_person,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
DATA, EXPORT, DELETE = (
    "/compte/mes-donnees/",
    "/compte/mes-donnees/export.json",
    "/compte/supprimer/",
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def run(command: str, **options) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return plain(out.getvalue())


def age(user: User, months: int, warned_days: int | None = None) -> User:
    moment = timezone.now() - timedelta(days=months * 365 // 12 + 1)
    warned = warned_days and timezone.now() - timedelta(days=warned_days)
    User.objects.filter(pk=user.pk).update(last_login=moment, date_joined=moment, warned_at=warned)
    return User.objects.get(pk=user.pk)


def test_person_reads_everything_known_of_them_and_nothing_of_others():
    user, other = make_person("moi@example.org", first_name="Camille"), make_person()
    structure = make_structure(name="Les Jardins")
    join(structure, user)
    join(structure, other)
    journal.record(Act.JOINED, structure=structure, actor=user, reason="Mon acte")
    journal.record(Act.JOINED, structure=structure, actor=other, reason="Son acte")
    FileOpening.objects.create(user=user, label="Livret réservé", address="/fichiers/x")
    Invitation.objects.create(structure=structure, email="ami@example.org", invited_by=user)
    SavedSearch.objects.create(user=user, name="Mes haies", query="q=haies")
    OutgoingMail.objects.create(kind="x", to=user.email, subject="Un mot pour vous", text="…")
    OutgoingMail.objects.create(kind="x", to=other.email, subject="Un mot pour lui", text="…")
    client = signed_in(user)
    page = text(client.get(DATA))
    for word in (
        "moi@example.org",
        "Camille",
        "Les Jardins",
        "Mon acte",
        "Livret réservé",
        "Mes haies",
    ):
        assert word in page
    exported = client.get(EXPORT)
    assert exported.json()["Compte"][0]["adresse électronique"] == "moi@example.org"
    assert exported.json()["Structures"][0]["structure"] == "Les Jardins"
    everything = page + exported.content.decode()
    for word in (other.email, "Son acte", "ami@example.org", "pour lui"):
        assert word not in everything


@pytest.mark.parametrize("address", [DATA, EXPORT, DELETE])
def test_visitor_is_asked_to_sign_in(client, address):
    assert client.get(address)["Location"].startswith("/compte/connexion/")


def test_what_is_private_is_kept_by_no_cache():
    client = signed_in(make_person())
    for address in (DATA, EXPORT, DELETE):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_account_is_deleted_with_its_password_and_the_acts_stay():
    structure = make_structure()
    make_referent(structure)
    user = join(structure)
    entry = journal.record(Act.JOINED, structure=structure, actor=user, quality="membre")
    client, elsewhere = signed_in(user), signed_in(user)
    answer = client.post(DELETE, {"proof": PASSWORD}, follow=True)
    assert "Votre compte est supprimé" in text(answer)
    assert not User.objects.filter(pk=user.pk).exists()
    assert JournalEntry.objects.get(pk=entry.pk).actor is None
    assert JournalEntry.objects.filter(act=Act.ACCOUNT_DELETED, actor=None).exists()
    assert elsewhere.get(DATA).status_code == 302


def test_wrong_password_deletes_nothing():
    user = make_person()
    answer = signed_in(user).post(DELETE, {"proof": "autre"})
    assert answer.status_code == 422
    assert "Rien n’est supprimé" in text(answer)
    assert User.objects.filter(pk=user.pk).exists()


def test_account_without_password_is_deleted_by_typing_its_address():
    user = User.objects.create_user("sso@example.org")
    client = signed_in(user)
    assert client.post(DELETE, {"proof": "autre@example.org"}).status_code == 422
    assert client.post(DELETE, {"proof": " SSO@example.org "}).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()


def test_guessing_the_password_there_is_limited():
    client = signed_in(make_person())
    codes = [client.post(DELETE, {"proof": "faux"}).status_code for _ in range(7)]
    assert codes[:5] == [422] * 5
    assert codes[5:] == [429, 429]


def test_last_referent_gives_the_role_before_leaving():
    structure = make_structure(name="Les Ateliers")
    user = make_referent(structure)
    colleague = join(structure)
    answer = signed_in(user).post(DELETE, {"proof": PASSWORD})
    assert answer.status_code == 409
    assert "« Les Ateliers »" in text(answer)
    Membership.objects.filter(user=colleague).update(role="referent")
    assert signed_in(user).post(DELETE, {"proof": PASSWORD}).status_code == 302


def test_only_person_of_a_structure_may_leave():
    user = make_referent(make_structure())
    forgetting.delete_account(user)
    assert JournalEntry.objects.filter(act=Act.LEFT).count() == 1


def test_last_administrator_stays():
    user = User.objects.create_superuser("chef@example.org", PASSWORD)
    with pytest.raises(forgetting.CannotLeave):
        forgetting.delete_account(user)


def test_inactive_account_is_warned_once_then_anonymised_a_month_later(mailoutbox):
    user = age(join(make_structure(), make_person("absent@example.org")), WARNING_MONTHS)
    assert run("warn_inactive", dry_run=True) == "Comptes inactifs à prévenir : 1"
    assert run("warn_inactive") == "Comptes inactifs prévenus : 1"
    assert run("warn_inactive") == "Comptes inactifs prévenus : 0"
    age(user, INACTIVE_MONTHS, warned_days=29)
    run("purge")
    assert User.objects.filter(email="absent@example.org").exists()
    age(user, INACTIVE_MONTHS, warned_days=31)
    assert "Comptes inactifs : 1 (seraient anonymisés)" in run("purge", dry_run=True)
    assert User.objects.filter(email="absent@example.org").exists()
    run("purge")
    user.refresh_from_db()
    assert (user.email, str(user), user.is_active) == (
        f"supprime-{user.pk}@compte.invalid",
        "Compte supprimé",
        False,
    )
    assert not user.memberships.exists()
    assert not user.has_usable_password()


def test_signing_in_after_the_warning_keeps_the_account(client):
    user = age(make_person(), INACTIVE_MONTHS, warned_days=40)
    client.force_login(user)
    run("purge")
    user.refresh_from_db()
    assert user.is_active
    assert user.warned_at is None


def test_account_that_runs_the_site_is_not_anonymised():
    user = age(User.objects.create_superuser("chef@example.org"), 60, warned_days=60)
    run("purge")
    user.refresh_from_db()
    assert user.email == "chef@example.org"


def test_purge_erases_old_openings_invitations_and_names_and_keeps_the_rest():
    long_ago = timezone.now() - timedelta(days=2000)
    user, structure = make_person(), make_structure()
    for moment in (long_ago, timezone.now()):
        FileOpening.objects.create(user=user, label="Livret", address="/x", at=moment)
        Invitation.objects.create(structure=structure, email="a@example.org", expires_at=moment)
        journal.record(Act.JOINED, structure=structure, actor=user, at=moment)
    run("purge")
    assert FileOpening.objects.count() == Invitation.objects.count() == 1
    assert JournalEntry.objects.count() == 2
    assert JournalEntry.objects.filter(actor=None).get().at == long_ago


def test_documents_of_a_file_that_ended_two_years_ago_are_erased_from_the_disk():
    ended, open_one = fill(make_agreement(state=State.REFUSED)), fill(make_agreement())
    type(ended).objects.filter(pk=ended.pk).update(state_since=timezone.now() - timedelta(days=800))
    document = ended.documents.first()
    storage, name = document.file.storage, document.file.name
    assert storage.exists(name)
    run("purge")
    assert not storage.exists(name)
    assert set(SupportingDocument.objects.values_list("agreement", flat=True)) == {open_one.pk}


# Who made, locks or looks after a page: read in « Mes données » or shown to editors only, let go
# with the account.
OF_PAGES = ("owner", "locked_by", "keeper", "keeper_deputy")
# Every other place where a person may be named, and why it is fine. A new one must be thought of.
ADDRESSES_AND_PEOPLE = {
    "members": "read in « Mes données », forgotten with the account",
    "portal.ContactMessage.email": "erased after twelve months",
    "catalogue.Production.user": "read in « Mes données », erased after seven days",
    "monographs.ImportBatch.user": "read in « Mes données », forgotten with the account",
}


def test_every_field_that_may_name_a_person_is_accounted_for():
    rooms = ("catalogue", "resources", "referentials", "monographs", "portal", "search")
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in rooms:
            continue
        for field in model._meta.get_fields():
            points = field.is_relation and field.related_model is get_user_model()
            if field.auto_created or field.name in OF_PAGES:
                continue
            if points or isinstance(field, models.EmailField):
                found.append(f"{model._meta.label}.{field.name}")
    assert set(found) - ADDRESSES_AND_PEOPLE.keys() == set()


FORBIDDEN = ("naissance", "birth", "salarie", "employee", "nir", "numero_secu", "gender", "sexe")


def test_no_field_of_the_portal_is_made_for_insertion_employees():
    names = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {app.label for app in apps.get_app_configs()}
        for field in model._meta.get_fields()
    ]
    assert [name for name in names if name.lower().rpartition(".")[2] in FORBIDDEN] == []
