"""Where a proposal stands, what comes next, and what its author may take back at any time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from editorial.proposing import consents, machine, mails
from editorial.proposing.models import Act, Proposal, Role, State, Use
from editorial.proposing.progress import Progress
from editorial.proposing.views.common import behind_link
from editorial.proposing.writing import Refused, note
from members.agreement.forms import anchor_of, version_of
from members.agreement.history import moment

DONE = {
    "enregistre": "C’est enregistré. Revenez quand vous voulez, avec le lien de votre courriel.",
    "envoyee": "C’est envoyé. Merci !",
    "retrait": "C’est fait : votre accord est retiré.",
    "retiree": "C’est fait : votre proposition est retirée.",
}
NEXT = {
    State.SENT: ("Nous lisons votre proposition", "Vous n’avez rien à faire. Nous vous écrirons."),
    State.COMPLETED: ("Nous relisons vos compléments", "Rien à faire. Nous vous écrirons."),
    State.ACCEPTED: ("Votre pratique est acceptée", "Nous la mettons en page avant de la publier."),
    State.REFUSED: ("Votre proposition n’est pas retenue", "Voici pourquoi :"),
    State.WITHDRAWN: ("Vous avez retiré cette proposition", "Elle sera effacée dans un an."),
}
PUBLISHED = ("Votre pratique est publiée", "Merci pour les collègues qui la liront.")


@behind_link
def proposal_page(request: HttpRequest, progress: Progress) -> HttpResponse:
    """The state of the proposal, its sections, what is asked, its history, the consents."""
    proposal = progress.proposal
    live = proposal.page if proposal.page and proposal.page.live else None
    title, text = PUBLISHED if live else NEXT.get(State(proposal.state), ("", ""))
    context = {
        "progress": progress,
        "proposal": proposal,
        "practice": mails.practice_of(proposal),
        "done": DONE.get(request.GET.get("fait", ""), ""),
        "step": {"title": title, "text": text},
        "reason": _reason(proposal),
        "page_url": live.full_url if live else "",
        "asked": _asked(progress) if proposal.state == State.MORE_ASKED else [],
        "timeline": _timeline(proposal),
        "uses": [
            {"use": use, "words": words, "held": progress.consents.get(use)}
            for use, words in consents.WORDS.items()
        ],
        "may_withdraw": proposal.state not in (State.REFUSED, State.WITHDRAWN),
    }
    return render(request, "editorial/proposing/proposal.html", context)


def _reason(proposal: Proposal) -> str:
    if proposal.state != State.REFUSED:
        return ""
    last = proposal.events.filter(act=Act.REFUSED).last()
    return last.detail if last else ""


def _asked(progress: Progress) -> list[dict]:
    return [
        {
            "place": mails.place_of(comment),
            "text": comment.text,
            "url": f"{progress.url(section)}#{anchor_of(field)}",
            "done": progress.is_dealt_with(comment),
        }
        for (section, field), comments in progress.comments.items()
        for comment in comments
    ]


def _timeline(proposal: Proposal) -> list[dict]:
    """What `components/timeline.html` shows, the newest first."""
    return [
        {
            "date": moment(event.at),
            "title": event.get_act_display(),
            "text": event.detail if event.act != Act.REFUSED else "",
            "source": "",
        }
        for event in proposal.events.order_by("-at", "-pk")
    ]


@behind_link
def withdrawal(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Ask once more, then take the whole proposal back."""
    proposal = progress.proposal
    refused = ""
    if request.method == "POST":
        try:
            kept = machine.withdraw(proposal.pk, version_of(request.POST.get("version")))
        except Refused as refusal:
            refused = str(refusal)
            proposal.refresh_from_db()
        else:
            if kept is None:
                return render(request, "editorial/proposing/erased.html")
            return redirect(f"{progress.home_url}?fait=retiree")
    context = {
        "progress": progress,
        "proposal": proposal,
        "refused": refused,
        "is_draft": proposal.state == State.DRAFT,
    }
    status = 409 if refused else 200
    return render(request, "editorial/proposing/withdrawal.html", context, status=status)


@behind_link
def revocation(request: HttpRequest, progress: Progress, use: str) -> HttpResponse:
    """Ask once more, then take one consent back."""
    if use not in Use.values:
        raise Http404
    chosen = Use(use)
    if request.method == "POST":
        machine.end_consent(progress.proposal, chosen)
        return redirect(f"{progress.home_url}?fait=retrait#accords")
    if chosen not in progress.consents:
        return redirect(f"{progress.home_url}#accords")
    context = {
        "progress": progress,
        "use": chosen,
        "consent": progress.consents[chosen],
        "consequence": consents.REVOKED[chosen],
    }
    return render(request, "editorial/proposing/revocation.html", context)


@behind_link
@require_POST
def close_links(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Every link made so far stops working; a new one goes to the mailbox."""
    proposal = progress.proposal
    proposal.token_version += 1
    proposal.touched_at = timezone.now()
    proposal.save(update_fields=["token_version", "touched_at"])
    note(proposal, Act.LINKS_CLOSED, Role.CONTRIBUTOR)
    if proposal.email:
        mails.send_links(proposal.email, [proposal])
    return render(request, "editorial/proposing/relinked.html", {"has_mail": bool(proposal.email)})
