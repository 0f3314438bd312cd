"""What the contributor agrees to, in which words, since when; taken back at any time."""

from django.db import transaction
from django.utils import timezone

from catalogue.models import Licence
from editorial.proposing.models import Act, Proposal, ProposalConsent, Role, Use
from editorial.proposing.writing import lock_to_write, note, touch

WORDS = {
    Use.SITE: "J’accepte que cette pratique soit publiée sur ce site, ouverte à tous.",
    Use.PRINT: "J’accepte qu’elle soit imprimée dans un recueil de bonnes pratiques.",
    Use.REUSE: "J’accepte que d’autres la reprennent et l’adaptent, selon la licence choisie.",
}
# What taking one back does, said before it is done.
REVOKED = {
    Use.SITE: "La page est retirée du site tout de suite.",
    Use.PRINT: "Elle n’entrera plus dans un recueil. Les exemplaires déjà imprimés restent.",
    Use.REUSE: "Plus personne ne pourra la reprendre. Les copies déjà faites restent.",
}


def in_force(proposal: Proposal) -> dict[str, ProposalConsent]:
    """Use → the consent that holds now."""
    return {consent.use: consent for consent in proposal.consents.filter(revoked_at=None)}


@transaction.atomic
def give(pk: int, uses: set[str], licence: Licence | None) -> None:
    """While it is being written: these uses are agreed to, the others are not any more.

    Raises `Refused`.
    """
    proposal = lock_to_write(pk)
    held = in_force(proposal)
    for use in Use:
        if use in uses and use not in held:
            proposal.consents.create(use=use, words=WORDS[use])
            note(proposal, Act.CONSENT_GIVEN, Role.CONTRIBUTOR, use.label)
        if use not in uses and use in held:
            _revoke(held[use])
    proposal.licence = licence
    proposal.save(update_fields=["licence"])
    touch(proposal)


@transaction.atomic
def take_back(proposal: Proposal, use: Use) -> bool:
    """Revoke one consent, whatever the state of the proposal; false when none was in force."""
    consent = proposal.consents.select_for_update().filter(use=use, revoked_at=None).first()
    if consent is None:
        return False
    _revoke(consent)
    return True


def _revoke(consent: ProposalConsent) -> None:
    consent.revoked_at = timezone.now()
    consent.save(update_fields=["revoked_at"])
    note(consent.proposal, Act.CONSENT_REVOKED, Role.CONTRIBUTOR, consent.get_use_display())
