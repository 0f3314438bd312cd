"""Proposals in what waits for somebody (`editorial.reviewing.waiting`)."""

from django.urls import reverse

from editorial.proposing.desk.reading import GROUPS, listed
from editorial.proposing.mails import REVIEW
from editorial.proposing.models import TO_READ
from editorial.reviewing.waiting import Waiting

READ = {key for key, _title, _none, states in GROUPS if set(states) & set(TO_READ)}


def ask(user) -> list[Waiting]:
    """The proposals that this person may read and that nobody answered yet."""
    if not user.has_perm(REVIEW):
        return []
    return [
        Waiting(
            row.title,
            reverse("proposal_review", args=[row.proposal.identifier]),
            row.proposal.state_since,
        )
        for group in listed()
        if group.key in READ
        for row in group.rows
    ]
