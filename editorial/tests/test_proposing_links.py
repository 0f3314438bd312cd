"""The signed link: the only key of a proposal."""

from datetime import timedelta

import pytest
from django.test import Client

from editorial.proposing import tokens
from editorial.proposing.models import Proposal
from editorial.tests.proposing import Contributor, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def expire(monkeypatch) -> None:
    monkeypatch.setattr(tokens, "LIFE", timedelta(seconds=-5))
    monkeypatch.setattr(tokens, "GRACE", timedelta())


def test_asking_says_the_same_whether_a_proposal_exists_or_not(contributor):
    first = contributor.ask()
    contributor.fill(contributor.links()[-1])
    again = contributor.ask()
    stranger = Contributor("personne@example.org").ask()
    assert {answer.status_code for answer in (first, again, stranger)} == {302}
    assert first["Location"] == again["Location"] == stranger["Location"]


def test_the_same_mailbox_finds_its_proposals_and_a_link_to_begin(contributor):
    home = contributor.begin()
    contributor.fill(home)
    Contributor(contributor.address.upper()).ask()
    mail = contributor.mails()[-1].text if contributor.mails() else ""
    contributor.ask()
    mail = contributor.mails()[-1].text
    assert "REPRENDRE : « Un carnet de photos » (brouillon)" in mail
    assert "COMMENCER UNE PROPOSITION" in mail
    assert Proposal.objects.count() == 2


def test_asking_ten_times_makes_one_empty_proposal(contributor):
    for _ in range(4):
        contributor.ask()
    assert Proposal.objects.count() == 1
    assert len(contributor.mails()) == 4


def test_no_page_behind_a_link_needs_or_gives_a_cookie(contributor):
    home = contributor.begin()
    contributor.fill(home)
    for place in ("", "structure/", "fichiers/", "accords/", "envoi/", "retirer/"):
        answer = contributor.client.get(home + place)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert 'name="robots" content="noindex"' in answer.content.decode()


@pytest.mark.parametrize("place", ["", "structure/", "envoi/", "retirer/", "retrait/site/"])
def test_a_tampered_link_opens_nothing(contributor, place):
    home = contributor.begin()
    token = home.split("/")[2]
    other = Proposal.objects.create(email="b@example.org", email_key="b")
    for wrong in (
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        token.replace(token[:32], other.identifier.hex),
        token.replace(".1~", ".2~"),
        "x",
        "é" * 300,
    ):
        answer = contributor.client.get(f"/proposer/{wrong}/{place}")
        assert answer.status_code == 404
        assert "Recevoir un nouveau lien" in answer.content.decode()


def test_an_expired_link_says_how_to_get_another(contributor, monkeypatch):
    home = contributor.begin()
    expire(monkeypatch)
    answer = contributor.client.get(home)
    assert answer.status_code == 410
    assert "trente jours" in answer.content.decode()


def test_what_is_typed_behind_an_expired_link_is_shown_again(contributor, monkeypatch):
    home = contributor.begin()
    expire(monkeypatch)
    typed = {"version": "0", "context": "Un long récit <b>à moi</b>."}
    answer = contributor.client.post(f"{home}why/", typed)
    assert answer.status_code == 410
    assert "Un long récit &lt;b&gt;à moi&lt;/b&gt;." in answer.content.decode()
    assert not Proposal.objects.get().answers.exists()


def test_a_page_opened_just_before_the_end_may_still_be_saved(contributor, monkeypatch):
    home = contributor.begin()
    monkeypatch.setattr(tokens, "LIFE", timedelta(seconds=-5))
    answer = contributor.client.post(f"{home}why/", {"version": "0", "context": "Le besoin."})
    assert answer.status_code == 302
    assert contributor.client.get(home).status_code == 410


def test_closing_the_links_leaves_only_the_new_one(contributor):
    old = contributor.begin()
    contributor.fill(old)
    assert contributor.client.post(f"{old}liens/").status_code == 200
    assert contributor.client.get(old).status_code == 410
    assert contributor.client.get(contributor.links()[-1]).status_code == 200


def test_a_link_opens_one_proposal_and_no_file_of_another(contributor):
    home = contributor.begin()
    contributor.join(home)
    item = Proposal.objects.get().files.get()
    other = Contributor("autre@example.org")
    theirs = other.begin()
    assert contributor.client.get(f"{home}joint/{item.identifier}/").status_code == 200
    assert other.client.get(f"{theirs}joint/{item.identifier}/").status_code == 404
    assert other.client.post(f"{theirs}joint/{item.identifier}/retirer/").status_code == 404


def test_an_erased_address_still_gets_its_link(contributor):
    _home, proposal = sent(contributor)
    proposal.email = ""
    proposal.save()
    contributor.ask()
    assert "REPRENDRE : « Un carnet de photos » (envoyée)" in contributor.mails()[-1].text


def test_a_robot_reads_the_first_page_and_no_link(client):
    assert "Disallow: /proposer/*/" in client.get("/robots.txt").content.decode()
    assert Client().get("/proposer/").status_code == 200
