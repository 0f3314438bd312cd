"""The contact form: one question, the right mailbox, nothing lost."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend

from members.mailing.delivering import deliver_due
from members.models import OutgoingMail
from portal.contacting import MESSAGES_PER_HOUR, forward
from portal.models import ContactMessage, ContactPage, ContactQueue
from tests.builders import make_page, make_user
from tests.reading import plain, soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

MESSAGE = {
    "queue": "outils",
    "subject": "Livret de suivi",
    "message": "Où le trouver ?",
    "email": "structure@example.org",
    "structure": "Chantier modèle",
}


@pytest.fixture
def page() -> ContactPage:
    return make_page(
        ContactPage,
        title="Contact",
        slug="contact",
        confirmation_title="Merci",
        confirmation_text="Nous répondons sous huit jours.",
        queues=[
            ContactQueue(
                key="outils",
                label="Les outils",
                help_text="Trouver, proposer.",
                recipients=["outils@example.org", "equipe@example.org"],
            ),
            ContactQueue(
                key="administratif", label="L’administratif", recipients=["bureau@example.org"]
            ),
            ContactQueue(key="sans-boite", label="Autre chose"),
        ],
    )


@pytest.fixture
def send(client, page):
    """Send the form with some fields changed; the background work is done at once."""

    def send(**changes):
        response = client.post(page.url, MESSAGE | changes)
        deliver_due()
        return response

    return send


def test_form_offers_each_subject_and_chooses_the_one_of_the_link(client, page):
    form = soup(client.get(f"{page.url}?file=administratif"))
    choices = form.select("input[name=queue]")
    assert [choice["value"] for choice in choices] == ["outils", "administratif", "sans-boite"]
    assert [choice["value"] for choice in choices if choice.has_attr("checked")] == [
        "administratif"
    ]


@pytest.mark.parametrize("wanted", ["inconnu", "%00", "x" * 3000, ""])
def test_link_to_an_unknown_subject_chooses_nothing(client, page, wanted):
    response = client.get(f"{page.url}?file={wanted}")
    assert not soup(response).select("input[name=queue][checked]")


def test_message_is_kept_then_sent_to_the_mailboxes_of_its_subject(client, page, send):
    response = send()
    assert response["Location"] == f"{page.url}?envoye=1"
    kept = ContactMessage.objects.get()
    assert (kept.queue, kept.email, kept.message) == (
        "outils",
        "structure@example.org",
        "Où le trouver ?",
    )
    assert kept.sent_at
    (sent,) = mail.outbox
    assert sent.to == ["outils@example.org", "equipe@example.org"]
    assert sent.reply_to == ["structure@example.org"]
    assert sent.subject == "[Les outils] Livret de suivi"
    assert "Où le trouver ?" in sent.body
    assert "Chantier modèle" in sent.body


def test_other_subject_goes_to_the_other_mailbox(send):
    send(queue="administratif")
    assert mail.outbox[0].to == ["bureau@example.org"]


def test_mailboxes_changed_in_the_admin_are_used_at_once(page, send):
    page.queues.filter(key="outils").update(recipients=["nouvelle@example.org"])
    send()
    assert mail.outbox[0].to == ["nouvelle@example.org"]


def test_person_is_told_that_the_message_has_left(client, page, send):
    response = client.get(send()["Location"])
    assert "Merci" in text(response)
    assert "Nous répondons sous huit jours." in text(response)
    assert not soup(response).select("form.form")


def test_message_waits_in_the_admin_when_its_subject_has_no_mailbox(send):
    assert send(queue="sans-boite").status_code == 302
    assert mail.outbox == []
    assert ContactMessage.objects.get().sent_at is None


def test_message_is_kept_when_the_mail_server_is_down(send, monkeypatch):
    def down(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    assert send().status_code == 302
    assert ContactMessage.objects.get().sent_at is None
    assert OutgoingMail.objects.get().state == "waiting"


def test_message_already_sent_is_not_sent_twice(send):
    send()
    forward(ContactMessage.objects.get())
    assert deliver_due() == 0
    assert len(mail.outbox) == 1


def test_invalid_form_keeps_what_was_typed_and_says_what_to_correct(send):
    response = send(email="pas une adresse", subject="")
    assert response.status_code == 422
    page = soup(response)
    assert page.select_one("textarea").get_text(strip=True) == "Où le trouver ?"
    assert page.select_one("input[name=email]")["value"] == "pas une adresse"
    assert page.select_one("input[name=structure]")["value"] == "Chantier modèle"
    assert page.select_one("input[value=outils]").has_attr("checked")
    assert "2 points à corriger" in text(response, ".alert")
    links = [link["href"][1:] for link in page.select(".alert a")]
    assert links
    assert all(page.select(f"#{name}") for name in links)
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"queue": "inconnue"},
        {"queue": ""},
        {"message": ""},
        {"message": "x" * 5001},
        {"subject": "x" * 151},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"message": "a\x00b"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_message_that_cannot_be_sent_is_not_kept(send, changes):
    assert send(**changes).status_code == 422
    assert not ContactMessage.objects.exists()
    assert mail.outbox == []


def test_robot_that_fills_the_hidden_field_believes_it_has_succeeded(page, send):
    assert send(website="https://spam.example")["Location"] == f"{page.url}?envoye=1"
    assert not ContactMessage.objects.exists()
    assert mail.outbox == []


def test_person_cannot_reach_the_hidden_field(client, page):
    trap = soup(client.get(page.url)).select_one("input[name=website]")
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert trap.find_parent(attrs={"aria-hidden": "true"})


def test_too_many_messages_are_refused_without_losing_the_text(send):
    for _ in range(MESSAGES_PER_HOUR):
        assert send().status_code == 302
    response = send(message="Un de trop")
    assert response.status_code == 429
    assert "Trop de messages" in text(response)
    assert soup(response).select_one("textarea").get_text(strip=True) == "Un de trop"
    assert ContactMessage.objects.count() == MESSAGES_PER_HOUR


def test_mistakes_do_not_count_as_messages(send):
    for _ in range(MESSAGES_PER_HOUR + 1):
        send(email="")
    assert send().status_code == 302


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "%0A", "\x0b", "\u2028"])
def test_subject_cannot_add_a_header_to_the_mail(send, mark):
    send(subject=f"Bonjour{mark}Bcc: victime@example.org")
    (sent,) = mail.outbox
    assert len(sent.subject.splitlines()) == 1
    assert sent.recipients() == ["outils@example.org", "equipe@example.org"]
    assert "Bcc" not in dict(sent.message().items())


def test_recipients_must_be_addresses():
    queue = ContactQueue(key="x", label="X", recipients=["equipe@example.org", "pas une adresse"])
    with pytest.raises(ValidationError) as refusal:
        queue.full_clean(exclude=["page"])
    (message,) = refusal.value.message_dict["recipients"]
    assert plain(message) == "« pas une adresse » n’est pas une adresse électronique."


def test_editor_reads_the_message_in_the_admin(client, send):
    send()
    client.force_login(make_user("editor"))
    message = ContactMessage.objects.get()
    listed = client.get("/admin/snippets/portal/contactmessage/")
    assert "Livret de suivi" in listed.content.decode()
    shown = client.get(f"/admin/snippets/portal/contactmessage/edit/{message.pk}/")
    assert "Où le trouver ?" in shown.content.decode()
