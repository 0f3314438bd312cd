"""What the contributor and the reviewers are written, at each step. No person is named."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.urls import reverse

from editorial.proposing.models import FieldComment, Proposal, Use
from editorial.proposing.screens import question_of, title_of
from editorial.proposing.tokens import link_of
from members import mailing
from members.agreement.forms import anchor_of
from members.mailing.kinds import Kind
from members.models import User

REVIEW = "editorial.review_proposal"
FOLDER = "editorial/mails"
LINKS = Kind("proposal_links", "Liens pour proposer une pratique", folder=FOLDER)
STEP = Kind("proposal_step", "Suite d’une pratique proposée", folder=FOLDER)
STAFF = Kind("proposal_staff", "Accord retiré par une structure", plain=True, folder=FOLDER)
KINDS = (LINKS, STEP, STAFF)


def reviewers() -> QuerySet[User]:
    """The people to whom reviewing proposals was given, by a group or by name."""
    room, codename = REVIEW.split(".")
    right = {"codename": codename, "content_type__app_label": room}
    rights = Permission.objects.filter(**right)
    given = Q(groups__permissions__in=rights) | Q(user_permissions__in=rights)
    return User.objects.filter(given, is_active=True).distinct()


def send_links(email: str, proposals: list[Proposal]) -> None:
    """The links of this mailbox: what is under way, and one to begin."""
    rows = [
        {
            "title": practice_of(proposal) or "",
            "state": proposal.get_state_display().lower(),
            "is_new": proposal.begun_at is None,
            "url": link_of(proposal),
        }
        for proposal in proposals
    ]
    mailing.send(LINKS.name, email, {"rows": rows})


def practice_of(proposal: Proposal) -> str:
    """The title its author gave, or nothing."""
    answer = proposal.answers.filter(section="practice").first()
    return str(answer.data.get("title") or "") if answer else ""


def tell(proposal: Proposal, subject: str, *paragraphs: str, comments=(), button="") -> None:
    """A step, to the contributor; nothing once the address is erased."""
    if not proposal.email:
        return
    rows = [
        {
            "place": place_of(comment),
            "text": comment.text,
            "url": link_of(proposal, comment.section, anchor_of(comment.field)),
        }
        for comment in comments
    ]
    context = {
        "subject_line": subject,
        "practice": practice_of(proposal),
        "paragraphs": [text for text in paragraphs if text],
        "rows": rows,
        "url": link_of(proposal),
        "button": button or "Voir ma proposition",
    }
    mailing.send(STEP.name, proposal.email, context)


def place_of(comment: FieldComment) -> str:
    """Where a comment stands, in words."""
    question = question_of(comment.section, comment.field)
    return question.label if question else title_of(comment.section)


def tell_reviewers_of_revocation(proposal: Proposal, use: Use, consequence: str) -> None:
    """At once: something may have to be taken away by hand."""
    address = reverse("proposal_review", args=[proposal.identifier])
    context = {
        "practice": practice_of(proposal),
        "use": use.label,
        "consequence": consequence,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{address}",
    }
    for person in reviewers():
        mailing.send(STAFF.name, person.email, context)
