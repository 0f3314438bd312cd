"""A practice proposed without an account, from the link to the draft."""

import pytest

from editorial.proposing.models import State
from editorial.tests.proposing import comment, decide, sent
from members.models import OutgoingMail
from monographs.models import MonographPage
from tests.builders import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_practice_goes_from_the_link_to_the_published_page(contributor, editor):
    home, proposal = sent(contributor)
    contributor_page = contributor.client.get(home).content.decode()
    assert "Nous lisons votre proposition" in contributor_page

    comment(editor, proposal, audience_who="Combien de femmes ?")
    assert decide(editor, proposal, "completer").status_code == 302
    mail = contributor.mails()[-1]
    assert "Combien de femmes ?" in mail.text
    link = next(link for link in contributor.links() if "question-who" in link)
    page = contributor.client.get(link).content.decode()
    assert "Combien de femmes ?" in page
    home = link.partition("audience/")[0]
    contributor.write(home, "audience", who="Douze salariés, dont sept femmes.")
    assert contributor.send(home).status_code == 302

    screen = editor.get(f"/admin/propositions/{proposal.identifier}/").content.decode()
    assert "Douze salariés<ins>, dont sept femmes</ins>." in screen
    assert decide(editor, proposal, "accepter").status_code == 302
    page = MonographPage.objects.get(proposal=proposal)
    assert not page.live
    assert page.objectives == ["Montrer le geste", "Donner un support"]
    assert page.implementation[0].value["title"] == "Photographier"
    publish(page)
    assert "Son adresse" in contributor.mails()[-1].text
    assert "Voir la page" in contributor.client.get(home).content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED
    assert OutgoingMail.objects.exclude(to=contributor.address).count() == 0
