"""The reviewers’ side, and what follows a decision."""

import pytest
from django.test import Client

from editorial.proposing.models import Proposal, State
from editorial.tests.proposing import Contributor, comment, decide, sent
from members.models import OutgoingMail
from monographs.models import MonographPage
from tests.builders import make_file, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def accepted(contributor, editor) -> tuple[str, Proposal, MonographPage]:
    home, proposal = sent(contributor)
    decide(editor, proposal, "accepter")
    proposal.refresh_from_db()
    return home, proposal, MonographPage.objects.get(pk=proposal.page_id)


def screen(editor: Client, proposal: Proposal) -> str:
    return editor.get(f"/admin/propositions/{proposal.identifier}/").content.decode()


@pytest.mark.parametrize("reader", ["anonymous", "without_rights", "member", "accredited"])
def test_nobody_but_reviewers_reads_a_proposal(contributor, reader):
    contributor.join(contributor.begin())
    _home, proposal = sent(contributor)
    client = Client()
    if reader != "anonymous":
        client.force_login(make_user(reader))
    for place in ("", f"{proposal.identifier}/", f"{proposal.identifier}/decision/accepter/"):
        for method in (client.get, client.post):
            assert method(f"/admin/propositions/{place}").status_code in (302, 403)
    assert Proposal.objects.get(pk=proposal.pk).state == State.SENT


def test_a_draft_is_its_authors_alone(contributor, editor):
    contributor.fill(contributor.begin())
    proposal = Proposal.objects.get()
    assert editor.get(f"/admin/propositions/{proposal.identifier}/").status_code == 404
    assert "Un carnet de photos" not in editor.get("/admin/propositions/").content.decode()


def test_the_list_is_by_state_with_the_time_waited(contributor, editor):
    _home, proposal = sent(contributor)
    page = editor.get("/admin/propositions/").content.decode()
    assert "Un carnet de photos" in page
    assert "Les Ateliers du Fleuve, Saumur" in page
    assert "aujourd’hui" in page
    assert "ues (1)" in editor.get("/admin/").content.decode()
    assert contributor.address not in page + screen(editor, proposal)


def test_asking_needs_a_question_and_all_leave_in_one_mail(contributor, editor):
    _home, proposal = sent(contributor)
    assert decide(editor, proposal, "completer").status_code == 409
    before = len(contributor.mails())
    comment(editor, proposal, audience_who="Combien ?", why_context="Depuis quand ?")
    assert len(contributor.mails()) == before
    assert decide(editor, proposal, "completer").status_code == 302
    (mail,) = contributor.mails()[before:]
    assert "Combien ?" in mail.text
    assert "Depuis quand ?" in mail.text


def test_a_reply_answers_without_changing_the_text_and_is_settled(contributor, editor):
    home, proposal = sent(contributor)
    comment(editor, proposal, audience_who="Combien ?")
    decide(editor, proposal, "completer")
    asked = proposal.comments.get()
    contributor.write(
        home, "audience", **{"who": "Douze salariés.", f"reply-{asked.pk}": "Douze !"}
    )
    assert contributor.send(home).status_code == 302
    page = screen(editor, proposal)
    assert "Douze !" in page
    assert "La structure a répondu" in page
    comment(editor, proposal, settled=asked.pk)
    assert "Réglé" in screen(editor, proposal)


def test_an_unanswered_question_is_said_before_sending_back(contributor, editor):
    home, proposal = sent(contributor)
    comment(editor, proposal, audience_who="Combien ?")
    decide(editor, proposal, "completer")
    page = contributor.client.get(f"{home}envoi/").content.decode()
    assert "Vous n’y avez pas encore répondu" in page
    assert contributor.send(home).status_code == 302
    assert "Pas de réponse." in screen(editor, proposal)


def test_two_reviewers_on_one_field_are_told(contributor, editor):
    _home, proposal = sent(contributor)
    stale = comment(editor, proposal, audience_who="Le premier", marks={})
    assert stale.status_code == 422
    comment(editor, proposal, audience_who="Le premier")
    late = comment(editor, proposal, audience_who="Le second", marks={"audience-who": ""})
    page = late.content.decode()
    assert "Le premier" in page
    assert "Le second" in page
    assert proposal.comments.get().text == "Le premier"


def test_a_decision_on_an_older_page_decides_nothing(contributor, editor):
    _home, proposal = sent(contributor)
    address = f"/admin/propositions/{proposal.identifier}/decision/accepter/"
    assert editor.post(address, {"version": proposal.version - 1}).status_code == 409
    assert decide(editor, proposal, "accepter").status_code == 302
    assert decide(editor, proposal, "accepter").status_code == 409
    assert MonographPage.objects.count() == 1


def test_a_refusal_says_why_and_ends_kindly(contributor, editor):
    home, proposal = sent(contributor)
    assert decide(editor, proposal, "refuser").status_code == 422
    assert decide(editor, proposal, "refuser", reason="Déjà racontée ailleurs.").status_code == 302
    assert "Déjà racontée ailleurs." in contributor.mails()[-1].text
    assert "Déjà racontée ailleurs." in contributor.client.get(home).content.decode()
    assert "Retirer cette proposition" not in contributor.client.get(home).content.decode()


def test_the_draft_carries_the_words_the_files_and_the_licence(contributor, editor):
    home = contributor.begin()
    contributor.join(home, label="Carnet vierge")
    contributor.fill(home)
    contributor.send(home)
    proposal = Proposal.objects.get(state=State.SENT)
    decide(editor, proposal, "accepter")
    page = MonographPage.objects.get(proposal=proposal)
    assert not page.live
    assert page.summary == "On photographie les gestes."
    assert page.licence.slug == "partage"
    assert page.results == ["Moins de tailles ratées"]
    assert page.key_figures[0].value["unit"] == "salariés"
    assert [item.label for item in page.files.all()] == ["Carnet vierge"]
    assert contributor.client.get(page.files.get().url).status_code == 404
    edit = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Proposée par Les Ateliers du Fleuve" in edit


def test_a_consent_taken_back_removes_the_page_at_once(contributor, editor):
    home, proposal, page = accepted(contributor, editor)
    publish(page)
    assert contributor.client.get(page.url).status_code == 200
    contributor.client.post(f"{home}retrait/site/")
    assert contributor.client.get(page.url).status_code in (404, 410)
    told = OutgoingMail.objects.get(kind="proposal_staff")
    assert "Un carnet de photos" in told.text
    assert "Consentement retiré" in editor.get("/admin/propositions/").content.decode()
    assert "Consentement retiré" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    publish(page)
    assert not MonographPage.objects.get(pk=page.pk).live


def test_other_consents_taken_back_leave_the_page_and_tell_the_reviewers(contributor, editor):
    home = contributor.begin()
    contributor.fill(home)
    contributor.client.post(
        f"{home}accords/", {"use-site": "1", "use-print": "1", "licence": "partage"}
    )
    contributor.send(home)
    proposal = Proposal.objects.get(state=State.SENT)
    decide(editor, proposal, "accepter")
    page = publish(MonographPage.objects.get(proposal=proposal))
    contributor.client.post(f"{home}retrait/print/")
    assert MonographPage.objects.get(pk=page.pk).live
    assert OutgoingMail.objects.filter(kind="proposal_staff").count() == 1
    kept = proposal.consents.get(use="print")
    assert kept.given_at < kept.revoked_at


def test_without_consent_it_is_not_accepted(contributor, editor):
    home, proposal = sent(contributor)
    contributor.client.post(f"{home}retrait/site/")
    assert decide(editor, proposal, "accepter").status_code == 409
    assert not MonographPage.objects.exists()


def test_withdrawing_ends_everything_and_a_draft_is_erased(contributor, editor):
    home, proposal, page = accepted(contributor, editor)
    publish(page)
    proposal.refresh_from_db()
    contributor.client.post(f"{home}retirer/", {"version": proposal.version})
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert not proposal.consents.filter(revoked_at=None).exists()
    assert not MonographPage.objects.get(pk=page.pk).live
    other = Contributor("autre@example.org")
    draft = other.begin()
    other.fill(draft)
    version = Proposal.objects.get(email=other.address).version
    answer = other.client.post(f"{draft}retirer/", {"version": version})
    assert "C’est effacé" in answer.content.decode()
    assert not Proposal.objects.filter(email=other.address).exists()


def test_a_file_of_the_page_is_not_the_proposals(contributor, editor):
    """What reviewers open passes by the proposal it belongs to."""
    _home, proposal, page = accepted(contributor, editor)
    item = make_file(page)
    address = f"/admin/propositions/{proposal.identifier}/fichiers/{item.identifier}/"
    assert editor.get(address).status_code == 404
