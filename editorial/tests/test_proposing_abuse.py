"""Machines, floods and hostile files: always a clear answer."""

import pytest
from django.test import Client

from catalogue.models.files import private_storage
from editorial.proposing import abuse, files
from editorial.proposing.models import Proposal
from members.models import OutgoingMail
from tests.builders import PDF, make_docx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_filled_trap_shows_the_page_again_with_one_more_button(contributor):
    answer = contributor.ask(website="https://spam.example", sure="")
    assert answer.status_code == 422
    assert "Oui, envoyez-moi le lien" in answer.content.decode()
    assert contributor.address in answer.content.decode()
    assert not OutgoingMail.objects.exists()
    assert contributor.ask().status_code == 302


def test_too_quick_an_address_is_asked_again_and_a_slow_one_is_not(contributor, monkeypatch):
    shown = abuse.shown_now()
    assert contributor.ask(sure="", shown=shown).status_code == 422
    monkeypatch.setattr(abuse, "QUICKEST_ASK", -1)
    assert contributor.ask(sure="", shown=shown).status_code == 302


@pytest.mark.parametrize("shown", ["", "x", "é:1"])
def test_a_forged_hour_is_no_proof(contributor, shown):
    assert contributor.ask(sure="", shown=shown).status_code == 422


@pytest.mark.parametrize("address", ["", "pas une adresse", "a@b", "x" * 400 + "@example.org"])
def test_a_wrong_address_is_said_and_shown_again(contributor, address):
    answer = contributor.ask(email=address)
    assert answer.status_code == 422
    assert "à corriger" in answer.content.decode()


def test_a_mailbox_is_not_flooded(contributor):
    answers = [contributor.ask().status_code for _ in range(abuse.LINKS_PER_MAILBOX + 1)]
    assert answers == [302] * abuse.LINKS_PER_MAILBOX + [429]
    assert len(contributor.mails()) == abuse.LINKS_PER_MAILBOX


def test_a_place_does_not_write_to_everybody(contributor):
    client = Client()
    answers = [
        client.post("/proposer/", {"email": f"p{number}@example.org", "sure": "1"}).status_code
        for number in range(abuse.LINKS_PER_PLACE + 1)
    ]
    assert answers[-2:] == [302, 429]


def test_a_proposal_written_too_fast_gives_the_text_back(contributor, monkeypatch):
    home = contributor.begin()
    monkeypatch.setattr(abuse, "WRITES_PER_PROPOSAL", 1)
    contributor.write(home, "why", context="Un")
    answer = contributor.write(home, "why", context="Deux")
    assert answer.status_code == 429
    assert "Deux" in answer.content.decode()


def test_a_practice_told_in_a_minute_needs_one_more_click(contributor):
    home = contributor.begin()
    contributor.fill(home)
    proposal = Proposal.objects.get(email=contributor.address)
    answer = contributor.client.post(f"{home}envoi/", {"version": proposal.version})
    assert answer.status_code == 422
    assert "Oui, c’est relu" in answer.content.decode()
    assert contributor.send(home).status_code == 302


def test_a_text_full_of_addresses_of_sites_is_not_sent(contributor):
    home = contributor.begin()
    contributor.fill(home)
    contributor.write(home, "why", context="http://spam.example " * 30)
    answer = contributor.send(home)
    assert answer.status_code == 409
    assert "30 adresses de sites" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("virus.exe", b"MZ", "n’est pas accepté"),
        ("faux.pdf", b"MZ", "n’est pas un PDF"),
        ("macros.docm", make_docx(), "macros"),
        ("macros.docx", make_docx(**{"word/vbaProject.bin": b"x"}), "macros"),
        ("vide.pdf", b"", "vide"),
        ("casse.docx", b"PK\x03\x04rien", "n’est pas de ce format"),
        ("sans-extension", PDF, "sans extension"),
        ("bombe.docx", make_docx(bombe=b"0" * 30_000_000), "démesuré"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(contributor, name, data, words):
    home = contributor.begin()
    answer = contributor.join(home, name, data, label="Mon carnet")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Mon carnet"' in page
    assert not Proposal.objects.get().files.exists()


def test_a_strange_name_becomes_a_plain_one(contributor):
    home = contributor.begin()
    contributor.join(home, "../../<b>été</b>\u202efdp.exe.pdf", label="")
    item = Proposal.objects.get().files.get()
    assert item.name == "été-b-fdp-exe.pdf" or "/" not in item.name
    assert item.file.name.startswith("propositions/")
    sent = contributor.client.get(f"{home}joint/{item.identifier}/")
    assert sent["Content-Disposition"].startswith("attachment")


def test_files_are_counted_weighed_and_joined_once(contributor, monkeypatch):
    home = contributor.begin()
    assert contributor.join(home).status_code == 302
    assert contributor.join(home).status_code == 302
    assert Proposal.objects.get().files.count() == 1
    monkeypatch.setattr(files, "TOTAL_MAX", len(PDF) + 10)
    assert "ensemble" in contributor.join(home, data=PDF + b"\n%2").content.decode()
    monkeypatch.undo()
    for number in range(2, files.FILES_MAX + 2):
        answer = contributor.join(home, data=PDF + f"\n%{number}".encode())
    assert answer.status_code == 409
    assert "5 fichiers au plus" in answer.content.decode()


def test_a_removed_file_leaves_no_byte(contributor, django_capture_on_commit_callbacks):
    home = contributor.begin()
    contributor.join(home)
    item = Proposal.objects.get().files.get()
    stored = item.file.name
    assert private_storage().exists(stored)
    with django_capture_on_commit_callbacks(execute=True):
        contributor.client.post(f"{home}joint/{item.identifier}/retirer/")
    assert not private_storage().exists(stored)
