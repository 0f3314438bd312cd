"""Moving a proposal from a state to the next: one lock, one line of history, one mail."""

from django.db import transaction
from django.utils import timezone

from editorial.proposing import abuse, consents, drafting, mails
from editorial.proposing.files import erase_proposals
from editorial.proposing.models import TO_READ, Act, Proposal, Role, State, Use
from editorial.proposing.progress import Progress
from editorial.proposing.tokens import token_of
from editorial.proposing.writing import Refused, note, open_comments
from monographs.models import MonographPage

STALE = "Cette proposition a changé depuis que la page est affichée. Relisez-la, puis recommencez."
THANKS = (
    "Merci, c’est bien arrivé.",
    "Une personne du réseau va la lire. Elle vous répond en général sous trois semaines.",
)


def locked(pk: int, version: int, *states: State) -> Proposal:
    """The proposal, locked, in one of these states. Raises `Refused`."""
    proposal = Proposal.objects.select_for_update(of=["self"]).get(pk=pk)
    if proposal.version != version or (states and proposal.state not in states):
        raise Refused(STALE)
    return proposal


def enter(proposal: Proposal, state: State, act: Act, role: Role, detail: str = "") -> None:
    """Change the state, and write it down."""
    proposal.state, proposal.state_since = state, timezone.now()
    proposal.version += 1
    proposal.save()
    note(proposal, act, role, detail)


@transaction.atomic
def send(pk: int, version: int) -> Proposal:
    """The contributor sends it, or sends it back completed. Raises `Refused`."""
    proposal = locked(pk, version, State.DRAFT, State.MORE_ASKED)
    progress = Progress(proposal, token_of(proposal))
    if progress.missing:
        raise Refused("Il manque encore des réponses : voyez la liste.")
    answers = {key: answer.data for key, answer in progress.answers.items()}
    if why_not := abuse.why_not_acceptable(answers):
        raise Refused(why_not)
    if proposal.state == State.DRAFT:
        proposal.sent_at = timezone.now()
        enter(proposal, State.SENT, Act.SENT, Role.CONTRIBUTOR)
        mails.tell(proposal, "Votre proposition est bien arrivée", *THANKS)
        return proposal
    for comment in open_comments(proposal):
        if progress.is_dealt_with(comment):
            comment.answered_at = timezone.now()
            comment.save(update_fields=["answered_at"])
    enter(proposal, State.COMPLETED, Act.COMPLETED, Role.CONTRIBUTOR)
    mails.tell(proposal, "Vos compléments sont bien arrivés", *THANKS)
    return proposal


@transaction.atomic
def ask_more(pk: int, version: int) -> Proposal:
    """Send the pending comments to the contributor, all in one mail. Raises `Refused`."""
    proposal = locked(pk, version, *TO_READ)
    pending = list(proposal.comments.filter(asked_at=None))
    if not pending:
        raise Refused("Écrivez d’abord ce qui est à compléter, sous une réponse au moins.")
    now = timezone.now()
    for comment in pending:
        comment.asked_at = now
        comment.save(update_fields=["asked_at"])
    for answer in proposal.answers.all():
        answer.seen = answer.data
        answer.save(update_fields=["seen"])
    proposal.touched_at, proposal.warned_at = now, None
    enter(proposal, State.MORE_ASKED, Act.MORE_ASKED, Role.REVIEWER)
    mails.tell(
        proposal,
        "Quelques précisions sur votre proposition",
        "Merci pour cette pratique. Pour la publier, il nous manque quelques précisions.",
        "Chaque lien mène à la question. Rien d’autre n’est à refaire.",
        comments=pending,
        button="Compléter ma proposition",
    )
    return proposal


@transaction.atomic
def accept(pk: int, version: int, user) -> MonographPage:
    """Make the draft of a monograph. Raises `Refused`."""
    proposal = locked(pk, version, *TO_READ)
    if Use.SITE not in consents.in_force(proposal):
        raise Refused(
            "La structure n’a pas donné son accord pour une publication sur le site, ou l’a "
            "retiré. Demandez-le lui avant d’accepter."
        )
    page = drafting.draft_from(proposal, user)
    proposal.page = page
    enter(proposal, State.ACCEPTED, Act.ACCEPTED, Role.REVIEWER)
    mails.tell(
        proposal,
        "Votre proposition est acceptée",
        "Bonne nouvelle : votre pratique est acceptée. Nous la mettons en page.",
        "Nous vous écrirons le jour où elle paraîtra, avec son adresse.",
        "Vous pouvez retirer vos accords à tout moment, depuis votre lien.",
    )
    return page


@transaction.atomic
def refuse(pk: int, version: int, reason: str) -> Proposal:
    """Say no, and why. Raises `Refused`."""
    proposal = locked(pk, version, *TO_READ, State.MORE_ASKED)
    enter(proposal, State.REFUSED, Act.REFUSED, Role.REVIEWER, reason)
    mails.tell(
        proposal,
        "Votre proposition n’est pas retenue",
        "Merci d’avoir pris le temps d’écrire. Cette fois, nous ne la publierons pas. Voici "
        "pourquoi :",
        reason,
        "Ce n’est pas un jugement sur votre travail. Une autre pratique sera la bienvenue.",
    )
    return proposal


@transaction.atomic
def withdraw(pk: int, version: int) -> Proposal | None:
    """The contributor takes it back: every consent ends. None when a draft was erased at once.

    Raises `Refused`.
    """
    proposal = locked(pk, version)
    if proposal.state == State.DRAFT:
        erase_proposals([proposal])
        return None
    if proposal.state in (State.REFUSED, State.WITHDRAWN):
        raise Refused("Cette proposition est déjà terminée.")
    for use in Use:
        end_consent(proposal, use)
    enter(proposal, State.WITHDRAWN, Act.WITHDRAWN, Role.CONTRIBUTOR)
    mails.tell(
        proposal,
        "Votre proposition est retirée",
        "C’est fait : votre proposition est retirée. Si elle était publiée, elle ne l’est plus.",
    )
    return proposal


@transaction.atomic
def end_consent(proposal: Proposal, use: Use) -> str:
    """Take one consent back, with what follows at once; what was done, in French, or nothing."""
    if not consents.take_back(proposal, use):
        return ""
    done = consents.REVOKED[use]
    if use is Use.SITE and proposal.page and proposal.page.live:
        proposal.page.specific.unpublish()
        done = "La page vient d’être retirée du site."
    if proposal.sent_at:
        mails.tell_reviewers_of_revocation(proposal, use, done)
    return done
