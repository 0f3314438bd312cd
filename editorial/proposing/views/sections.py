"""One section of the proposal a screen: read it, write it, save it as one types."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from editorial.proposing.models import FieldComment, ProposalSection
from editorial.proposing.personal import personal_in
from editorial.proposing.progress import Progress
from editorial.proposing.screens import CHECK, CONSENT, FILES, ORDER, SECTIONS_BY_KEY
from editorial.proposing.views import checking, joining
from editorial.proposing.views.common import behind_link, kept
from editorial.proposing.writing import Refused, save_section
from members.agreement.fields import WordsField
from members.agreement.forms import SectionForm, anchor_of, version_of
from members.agreement.history import hour
from members.agreement.merging import Conflict
from members.agreement.questions import Section
from members.agreement.views import saving
from members.agreement.wording import answer_in_words

REPLY_LENGTH = 2_000
SCREENS = {FILES: joining.files, CONSENT: joining.consents, CHECK: checking.check}


class ProposalForm(SectionForm):
    """The answers of a section, and a reply to each comment on it."""

    def __init__(self, section: Section, kept: dict, comments: list[FieldComment], *args):
        super().__init__(section, kept, *args)
        self.comments = comments
        for comment in comments:
            self.fields[reply_name(comment)] = WordsField(
                limit=REPLY_LENGTH,
                label="Votre réponse",
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.initial[reply_name(comment)] = comment.reply

    def replies(self) -> dict[int, str]:
        """Comment → reply; wrong ones, and those not sent, are left out."""
        return {
            comment.pk: self.cleaned_data[reply_name(comment)]
            for comment in self.comments
            if reply_name(comment) in self.data and reply_name(comment) not in self.errors
        }

    def shown(self, theirs: dict[str, str] | None = None) -> list[dict]:
        """Each question with what is asked about it and what it seems to tell of people."""
        return [
            {
                "item": item,
                "comments": [
                    {"comment": comment, "field": self[reply_name(comment)]}
                    for comment in self.comments
                    if comment.field == item.question.key
                ],
                "personal": personal_in(self._typed(item.question)),
            }
            for item in self.asked(theirs)
        ]

    def _typed(self, question) -> str:
        value = self.kept.get(question.key)
        return str(answer_in_words(question, value, {})["text"])


def reply_name(comment: FieldComment) -> str:
    return f"reply-{comment.pk}"


@behind_link
def place(request: HttpRequest, progress: Progress, place: str) -> HttpResponse:
    """A section, or one of the three screens that follow them."""
    if place in SCREENS:
        return SCREENS[place](request, progress)
    if place not in SECTIONS_BY_KEY:
        raise Http404
    section = SECTIONS_BY_KEY[place]
    answer = progress.answers.get(place)
    form = _form(progress, section, answer, request)
    if request.method == "POST":
        return _save(request, progress, form)
    if not progress.proposal.is_writable:
        return redirect(progress.home_url)
    warned = request.GET.get("attention") == "1"
    return _page(request, progress, form, answer, warned=warned)


def _form(
    progress: Progress, section: Section, answer: ProposalSection | None, request: HttpRequest
) -> ProposalForm:
    comments = [
        comment
        for (where, _field), found in progress.comments.items()
        for comment in found
        if where == section.key
    ]
    data = (request.POST,) if request.method == "POST" else ()
    return ProposalForm(section, answer.data if answer else {}, comments, *data)


def _save(request: HttpRequest, progress: Progress, form: ProposalForm) -> HttpResponse:
    version = version_of(request.POST.get("version"))
    form.is_valid()
    try:
        answer = save_section(
            progress.proposal.pk, form.section, form.answers(), form.replies(), version=version
        )
    except Refused as refusal:
        words = f"{refusal} Ce que vous venez d’écrire n’est pas enregistré : le voici, à copier."
        return kept(request, words, form.section.key, status=409)
    except Conflict as conflict:
        return _conflict(request, progress, form, conflict.answer)
    fresh = Progress(progress.proposal, progress.token)
    form.kept = answer.data
    if request.htmx:
        return saving.saved(request, fresh.part(form.section.key), form, answer)
    if form.errors:
        return _page(request, fresh, form, answer, status=422)
    return redirect(_following(request, fresh, form))


def _following(request: HttpRequest, progress: Progress, form: ProposalForm) -> str:
    """Where the button leads: the next screen, the table that grows, a warning, or out."""
    here = progress.url(form.section.key)
    action = request.POST.get("action", "")
    if action.startswith("add-") and action[4:] in form.kept:
        return f"{here}#{anchor_of(action[4:])}"
    if action == "leave":
        return f"{progress.home_url}?fait=enregistre"
    found = any(shown["personal"] for shown in form.shown())
    if found and not request.POST.get("warned"):
        return f"{here}?attention=1"
    return progress.after(form.section.key)


def _conflict(
    request: HttpRequest, progress: Progress, form: ProposalForm, answer: ProposalSection
) -> HttpResponse:
    """Both texts: what was typed in the fields, what was saved elsewhere under each."""
    if request.htmx:
        return saving.saved_elsewhere(request)
    theirs = saving.theirs(form, answer, {})
    return _page(request, progress, form, answer, theirs=theirs, status=409)


def _page(
    request: HttpRequest,
    progress: Progress,
    form: ProposalForm,
    answer: ProposalSection | None,
    *,
    theirs: dict[str, str] | None = None,
    warned: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "progress": progress,
        "section": form.section,
        "form": form,
        "shown": form.shown(theirs),
        "rank": progress.rank(form.section.key),
        "screens": len(ORDER),
        "here": progress.url(form.section.key),
        "saved_at": hour(answer.updated_at) if answer else "",
        "version": answer.version if answer else 0,
        "conflict": theirs is not None,
        "warned": warned,
    }
    return render(request, "editorial/proposing/section.html", context, status=status)
