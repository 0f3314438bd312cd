"""How long proposals are kept, who is warned, and what the site knows of a person here."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from editorial.proposing import mails
from editorial.proposing.files import erase_proposals
from editorial.proposing.models import WRITABLE, Proposal, State
from editorial.proposing.tokens import LIFE, key_of
from members.privacy.inventory import Part
from members.privacy.retention import Rule

# As long as the link that was sent.
UNOPENED_DAYS = LIFE.days
DRAFT_MONTHS, WARNING_MONTHS, NOTICE_DAYS = 6, 5, 21
ENDED_MONTHS = 12


def unopened(limit: datetime) -> QuerySet[Proposal]:
    """A link was asked, nothing was written."""
    return Proposal.objects.filter(begun_at=None, touched_at__lt=limit)


def forgotten(limit: datetime) -> QuerySet[Proposal]:
    """Never sent or never completed, not touched since; its author was told in time.

    Nobody to tell (the address is erased): it goes all the same.
    """
    notice = timezone.now() - timedelta(days=NOTICE_DAYS)
    told = Q(warned_at__lt=notice) | Q(email="")
    return _waiting().filter(told, touched_at__lt=limit)


def to_warn() -> QuerySet[Proposal]:
    """About to be erased, and not told yet."""
    limit = timezone.now() - timedelta(days=WARNING_MONTHS * 365 // 12)
    return _waiting().filter(touched_at__lt=limit, warned_at=None).exclude(email="")


def _waiting() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state__in=WRITABLE).exclude(begun_at=None)


def warn(proposal: Proposal) -> None:
    """Tell its author, once, when it will be erased."""
    day = timezone.localdate() + timedelta(days=NOTICE_DAYS)
    proposal.warned_at = timezone.now()
    proposal.save(update_fields=["warned_at"])
    mails.tell(
        proposal,
        "Votre proposition sera bientôt effacée",
        "Vous avez commencé à raconter une pratique, puis plus rien. Cela arrive.",
        f"Sans nouvelle de vous, elle sera effacée après le {day:%d/%m/%Y}. Une réponse "
        "enregistrée suffit à la garder.",
        button="Reprendre ma proposition",
    )


def refused_or_withdrawn(limit: datetime) -> QuerySet[Proposal]:
    return Proposal.objects.filter(
        state__in=(State.REFUSED, State.WITHDRAWN), state_since__lt=limit
    )


def old_addresses(limit: datetime) -> QuerySet[Proposal]:
    """Addresses of accepted proposals, a year after."""
    return Proposal.objects.filter(state=State.ACCEPTED, state_since__lt=limit).exclude(email="")


def erase_addresses(proposals: QuerySet[Proposal]) -> None:
    """The fingerprint stays: with the same address its owner still gets a link."""
    for proposal in proposals:
        proposal.email = ""
        proposal.save(update_fields=["email"])


def proposals_of(user) -> list[dict]:
    """What was proposed from the address of this account."""
    return [
        {
            "pratique": mails.practice_of(proposal),
            "état": proposal.get_state_display(),
            "commencée le": proposal.created_at,
        }
        for proposal in Proposal.objects.filter(email_key=key_of(user.email))
    ]


PART = Part("Pratiques proposées", proposals_of)
RULES = (
    Rule(
        "Propositions jamais commencées",
        "Adresses données pour proposer une pratique, quand rien n’a été écrit ensuite",
        "effacées",
        unopened,
        days=UNOPENED_DAYS,
        apply=erase_proposals,
    ),
    Rule(
        "Propositions en brouillon",
        f"Pratiques proposées et jamais envoyées (prévenu par courriel {NOTICE_DAYS} jours avant)",
        "effacées",
        forgotten,
        months=DRAFT_MONTHS,
        apply=erase_proposals,
    ),
    Rule(
        "Propositions terminées",
        "Pratiques proposées, non retenues ou retirées",
        "effacées",
        refused_or_withdrawn,
        months=ENDED_MONTHS,
        apply=erase_proposals,
    ),
    Rule(
        "Adresses des propositions",
        "Adresses de ceux qui ont proposé une pratique acceptée (il en reste une empreinte, pour "
        "retirer un accord)",
        "effacées",
        old_addresses,
        months=ENDED_MONTHS,
        apply=erase_addresses,
    ),
)
