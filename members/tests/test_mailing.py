"""Mails: one door, words checked and written with what they tell."""

import os
import time
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.test import override_settings

from members.mailing import post, send
from members.mailing.delivering import deliver_due
from members.mailing.keeping import TEXT_DAYS
from members.mailing.masking import FOLDER
from members.models import MailState, OutgoingMail
from members.tests.mailing import make_mail
from tests.reading import plain

pytestmark = pytest.mark.django_db
# What a mail of the week needs: nothing in it.
EMPTY = {
    "name": "Zoé & cie",
    "total": 2,
    "sections": [],
    "stop_all_url": "https://x",
    "searches_url": "https://y",
}


# Writing


def test_mail_is_written_in_words_and_in_html_and_waits():
    written = send("digest", "claude@example.org", EMPTY)
    assert plain(written.subject) == "Cette semaine : 2 fiches pour vous"
    assert "Bonjour Zoé & cie," in written.text
    assert "Bonjour Zoé &amp; cie," in written.html
    assert (written.state, written.recipients) == (MailState.WAITING, ["claude@example.org"])
    assert mail.outbox == []


def test_mail_without_html_of_its_own_is_set_in_paragraphs(settings, tmp_path):
    (tmp_path / "members/mails").mkdir(parents=True)
    words = "Objet d’essai\n\nBonjour <b>vous</b>.\n\nhttps://example.org/x"
    (tmp_path / "members/mails/essai.txt").write_text(words)
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [tmp_path, settings.BASE_DIR / "templates"]}
    ]
    written = send("essai", "claude@example.org", {})
    assert (written.subject, written.text.splitlines()[0]) == (
        "Objet d’essai",
        "Bonjour <b>vous</b>.",
    )
    assert "<p>Bonjour &lt;b&gt;vous&lt;/b&gt;.</p>" in written.html
    assert '<a href="https://example.org/x"' in written.html


def test_kind_without_words_is_a_mistake_of_ours():
    with pytest.raises(TemplateDoesNotExist):
        send("inconnue", "claude@example.org", {})


def test_same_key_writes_once():
    first = send("digest", "claude@example.org", EMPTY, key="rappel-1")
    assert send("digest", "claude@example.org", EMPTY | {"total": 3}, key="rappel-1") == first
    assert post("autre", "claude@example.org", "x", "y", key="rappel-1") == first
    assert OutgoingMail.objects.count() == 1
    make_mail()
    make_mail()
    assert OutgoingMail.objects.count() == 3


def test_mail_of_what_did_not_happen_is_not_written():
    with pytest.raises(RuntimeError), transaction.atomic():
        make_mail()
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "to",
    [
        "pas une adresse",
        "a@example.org\nBcc: victime@example.org",
        "a@example.org\r\n",
        "a@example.org, victime@example.org",
        "\x00@example.org",
        "",
        ["bon@example.org", "mauvais"],
        [],
    ],
)
def test_bad_address_is_given_up_with_a_sentence_and_blocks_nothing(to):
    bad, good = make_mail(to), make_mail()
    assert bad.state == MailState.GIVEN_UP
    assert "adresse électronique" in bad.last_error or "pas de destinataire" in bad.last_error
    assert deliver_due() == 1
    assert [message.to for message in mail.outbox] == [good.recipients]


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85", "\x00"])
def test_subject_never_adds_a_header(mark):
    make_mail(subject=f"Bonjour{mark}Bcc: victime@example.org")
    deliver_due()
    (sent,) = mail.outbox
    assert sent.subject == "Bonjour Bcc: victime@example.org"
    assert sent.recipients() == ["claude@example.org"]
    assert "Bcc" not in sent.message()


def test_line_break_in_a_header_is_refused():
    with pytest.raises(BadHeaderError):
        make_mail(headers={"Reply-To": "a@example.org\nBcc: victime@example.org"})


# Django's own door


def queue_door():
    return get_connection("members.mailing.backend.QueueBackend")


def test_what_django_sends_passes_through_the_queue():
    message = EmailMultiAlternatives(
        "Confirmez", "Texte", to=["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]
    )
    message.attach_alternative("<p>Texte</p>", "text/html")
    message.reply_to = ["equipe@example.org"]
    assert queue_door().send_messages([message]) == 1
    assert mail.outbox == []
    rows = [(row.recipients, row.text, row.html) for row in OutgoingMail.objects.order_by("pk")]
    assert rows == [
        (["a@example.org", "b@example.org"], "Texte", "<p>Texte</p>"),
        (["c@example.org"], "Texte", "<p>Texte</p>"),
    ]
    deliver_due()
    assert [sent.reply_to for sent in mail.outbox] == [["equipe@example.org"]] * 2


def test_attached_file_is_refused_rather_than_lost():
    message = EmailMessage("Objet", "Texte", to=["a@example.org"])
    message.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="pièce jointe"):
        queue_door().send_messages([message])


def test_queue_is_the_door_of_a_running_site():
    from portal.settings import services

    assert services.EMAIL_BACKEND == "members.mailing.backend.QueueBackend"


# The folder of a demonstration


def test_mails_of_a_demonstration_are_files_that_a_mail_reader_opens(tmp_path):
    folder = tmp_path / "courriels"
    make_mail(subject="Été", html="<p>Texte</p>")
    with override_settings(MAIL_TRANSPORT=FOLDER, EMAIL_FILE_PATH=str(folder)):
        deliver_due()
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert oct(path.stat().st_mode)[-3:] == "600"
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (read["Subject"], read["To"]) == ("Été", "claude@example.org")
    assert "Texte" in read.get_body(("plain",)).get_content()


def test_files_are_kept_no_longer_than_the_words_of_mails(tmp_path):
    for name, days in (("old", TEXT_DAYS + 1), ("young", TEXT_DAYS - 1)):
        path = tmp_path / f"{name}.eml"
        path.write_text("Texte")
        moment = time.time() - days * 24 * 60 * 60
        os.utime(path, (moment, moment))
    make_mail()
    with override_settings(MAIL_TRANSPORT=FOLDER, EMAIL_FILE_PATH=str(tmp_path)):
        deliver_due()
    assert len(list(tmp_path.iterdir())) == 2
    assert not (tmp_path / "old.eml").exists()
