"""« Courriels » in the editors' interface: who reads, what is hidden, what one may do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from members.mailing import masking, post
from members.mailing.delivering import deliver_due
from members.models import MailState, OutgoingMail, User
from members.tests.mailing import make_mail
from portal.groups import ADMINISTRATORS
from tests.builders import make_user
from tests.reading import plain, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/courriels/"
SECRET = (
    "https://portail.example.org/compte/reinitialiser/3-c9k2x1-0123456789abcdef0123456789abcdef/"
)
SIGNED = "https://portail.example.org/desabonnement/WzEsMF0:1vK2aB:5dH8-sXq2kTz0cYbM3nRwE7uJpLfGaV1oI9xQ4sDhKe/"


@pytest.fixture
def admin(client):
    """The browser of an administrator."""
    user = User.objects.create_user("chef@example.org", "mot-de-passe-long")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    return client


def page_of(row: OutgoingMail) -> str:
    return f"{LIST}{row.pk}/"


def rows(response) -> list[str]:
    return [plain(cell.get_text(" ")) for cell in soup(response).select("td.title .title-wrapper")]


@pytest.mark.parametrize("reader", ["anonymous", "member", "editor"])
def test_mails_are_for_administrators_only(client, reader):
    row = make_mail(subject="Confidentiel")
    if reader != "anonymous":
        client.force_login(make_user(reader))
    for address in (LIST, f"{LIST}resultats/", page_of(row)):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert "Confidentiel" not in response.content.decode()
    for address in (f"{page_of(row)}agir/", f"{LIST}reessayer/"):
        assert client.post(address, {"stop": "1"}).status_code in (302, 403)
    row.refresh_from_db()
    assert row.state == MailState.WAITING


def test_reading_does_not_allow_acting(client):
    from django.contrib.auth.models import Permission

    user = make_user("editor")
    user.user_permissions.add(Permission.objects.get(codename="view_outgoingmail"))
    client.force_login(user)
    row = make_mail()
    assert "Ne plus envoyer" not in client.get(page_of(row)).content.decode()
    client.post(f"{page_of(row)}agir/", {"stop": "1"})
    row.refresh_from_db()
    assert row.state == MailState.WAITING


def test_list_shows_filters_and_finds(admin):
    make_mail(subject="Attend")
    make_mail("pas une adresse", subject="Perdu")
    post("digest", "zoe@example.org", "Semaine", "Texte")
    assert rows(admin.get(LIST)) == ["Semaine", "Perdu", "Attend"]
    assert rows(admin.get(f"{LIST}?state=given_up")) == ["Perdu"]
    assert rows(admin.get(f"{LIST}?kind=digest")) == ["Semaine"]
    assert rows(admin.get(f"{LIST}resultats/?q=zoe")) == ["Semaine"]


def test_menu_leads_there(admin):
    assert LIST in admin.get("/admin/").content.decode()


def test_mail_is_read_as_text(admin):
    row = make_mail(subject="Bonjour", text="Première ligne\n<script>alert(1)</script>")
    response = admin.get(page_of(row))
    assert soup(response).select_one(".desk-mail").get_text() == row.text
    assert "claude@example.org" in text(response)


def test_links_that_open_an_account_are_never_shown(admin):
    words = f"Cliquez :\n{SECRET}\nou tapez ce code : AB12-CD34.\n\nKTXGHP\nFin."
    shown = text(admin.get(page_of(make_mail(text=words))))
    for secret in ("0123456789abcdef", "c9k2x1", "AB12", "KTXGHP"):
        assert secret not in shown
    assert "masqué" in shown
    assert "Fin." in shown


def test_links_of_the_weekly_mail_show_but_the_signed_ones(admin):
    page = "https://portail.example.org/ressources/fiche-technique-taille-de-haies/"
    row = post("digest", "claude@example.org", "Semaine", f"{page}\nNe plus suivre : {SIGNED}")
    shown = text(admin.get(page_of(row)))
    assert page in shown
    assert "WzEsMF0" not in shown


def test_demonstration_shows_everything_since_nobody_has_a_mailbox(admin, settings):
    settings.MAIL_TRANSPORT = masking.FOLDER
    row = make_mail(text=SECRET)
    assert SECRET not in text(admin.get(page_of(row)))
    settings.DEMO = True
    assert SECRET in text(admin.get(page_of(row)))


def test_stopped_mail_does_not_leave_and_leaves_when_tried_again(admin):
    row = make_mail()
    said = admin.post(f"{page_of(row)}agir/", {"stop": "1"}, follow=True)
    assert "Arrêté par l’équipe" in said.content.decode()
    assert deliver_due() == 0
    admin.post(f"{page_of(row)}agir/", {"retry": "1"})
    assert deliver_due() == 1


def test_mail_that_has_left_cannot_leave_again(admin):
    row = make_mail()
    deliver_due()
    for action in ("retry", "stop", "autre"):
        answer = admin.post(f"{page_of(row)}agir/", {action: "1"}, follow=True)
        assert "Rien à faire" in plain(answer.content.decode())
    assert "Réessayer" not in text(admin.get(page_of(row)))
    assert (deliver_due(), len(mail.outbox)) == (0, 1)


def test_all_that_was_given_up_may_be_tried_again_but_what_somebody_stopped(admin):
    failed, stopped, left = make_mail(), make_mail(), make_mail()
    OutgoingMail.objects.filter(pk=failed.pk).update(state=MailState.GIVEN_UP, tries=6)
    OutgoingMail.objects.filter(pk=left.pk).update(state=MailState.SENT)
    admin.post(f"{page_of(stopped)}agir/", {"stop": "1"})
    assert "Un courriel abandonné peut repartir" in text(admin.get(LIST))
    answer = admin.post(f"{LIST}reessayer/", follow=True)
    assert "1 courriel va repartir" in plain(answer.content.decode())
    assert set(OutgoingMail.objects.filter(state="waiting")) == {failed}


@pytest.mark.parametrize("to", ["mal écrite", "a@example.org, victime@example.org", ""])
def test_bad_address_stays_given_up_when_tried_again(admin, to):
    row = make_mail(to)
    admin.post(f"{page_of(row)}agir/", {"retry": "1"})
    assert deliver_due() == 0
    row.refresh_from_db()
    assert row.state == MailState.GIVEN_UP


def test_desk_tells_administrators_of_mails_given_up(admin):
    assert "abandonné" not in admin.get("/admin/").content.decode()
    make_mail("pas une adresse")
    assert "1 courriel abandonné" in admin.get("/admin/").content.decode()


# Retention


def aged(days: int, **fields) -> OutgoingMail:
    row = make_mail()
    moment = timezone.now() - timedelta(days=days)
    values = {"created_at": moment, "state": MailState.SENT} | fields
    OutgoingMail.objects.filter(pk=row.pk).update(**values)
    return row


def purge(**options) -> str:
    out = StringIO()
    call_command("purge", stdout=out, **options)
    return plain(out.getvalue())


def test_words_are_erased_after_thirty_days_and_the_row_after_ninety(admin):
    young, old, _oldest = aged(29), aged(31), aged(91)
    waiting = aged(31, state=MailState.WAITING)
    assert "Textes de courriels : 2 (seraient effacés)" in purge(dry_run=True)
    assert OutgoingMail.objects.exclude(text="").count() == 4
    assert "Courriels : 1 (effacés)" in purge()
    assert set(OutgoingMail.objects.all()) == {young, old, waiting}
    assert set(OutgoingMail.objects.exclude(text="")) == {young, waiting}
    old.refresh_from_db()
    assert (old.subject, old.text, old.html, old.headers) == ("Objet", "", "", {})
    assert "Le texte est effacé" in text(admin.get(page_of(old)))
    assert "Textes de courriels : 0" in purge()


def test_mail_whose_words_are_erased_is_not_tried_again(admin):
    row = aged(31, state=MailState.GIVEN_UP)
    purge()
    assert "Réessayer" not in text(admin.get(page_of(row)))
    admin.post(f"{page_of(row)}agir/", {"retry": "1"})
    row.refresh_from_db()
    assert row.state == MailState.GIVEN_UP
