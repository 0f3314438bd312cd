"""One section of the file: read it, write it, save it as one types."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.models import Support
from members.agreement import keeping
from members.agreement.dossier import Dossier
from members.agreement.finding import Found, find_file
from members.agreement.forms import SectionForm, anchor_of, version_of
from members.agreement.history import hour
from members.agreement.machine import Refused
from members.agreement.merging import Conflict
from members.agreement.questions import Section
from members.agreement.sections import SECTIONS_BY_KEY
from members.agreement.views import saving
from members.agreement.writing import save_section, why_not_writable
from members.models import SectionAnswer


@csrf_exempt  # A wrong token is answered here: it must not lose what was typed.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, reference: str, section: str) -> HttpResponse:
    """The questions of a section; its answers, read only, for who may not write."""
    if section not in SECTIONS_BY_KEY:
        raise Http404
    asked = SECTIONS_BY_KEY[section]
    if not request.user.is_authenticated:
        form = SectionForm(asked, {}, request.POST)
        return keeping.signed_out(request, form, form.asked())
    found = find_file(request.user, slug, reference)
    if request.method == "POST":
        return _save(request, found, asked)
    if not found.is_writable:
        return redirect(f"{found.dossier.url('file_summary')}#{section}")
    answer = found.dossier.answers.get(section)
    form = SectionForm(asked, answer.data if answer else {})
    return _page(request, found, form, answer, saved=request.GET.get("enregistre") == "1")


def _save(request: HttpRequest, found: Found, asked: Section) -> HttpResponse:
    answer = found.dossier.answers.get(asked.key)
    form = SectionForm(asked, answer.data if answer else {}, request.POST)
    if why_not := why_not_writable(found.agreement, request.user):
        return _kept(request, why_not, form)
    if keeping.csrf_fails(request):
        return keeping.kept(request, keeping.SIGNED_IN_AGAIN, form, form.asked(), status=403)
    version = version_of(request.POST.get("version"))
    try:
        answer = save_section(
            found.agreement.pk, asked, form.answers(), request.user, version=version
        )
    except Refused as refusal:
        return _kept(request, str(refusal), form)
    except Conflict as conflict:
        return _conflict(request, found, form, conflict.answer)
    fresh = Dossier(found.agreement)
    if request.htmx:
        return saving.saved(request, fresh.part(form.section.key), form, answer)
    if form.errors:
        return _page(request, found, form, answer, status=422)
    return redirect(_following(request, fresh, asked))


def _kept(request: HttpRequest, why_not: str, form: SectionForm) -> HttpResponse:
    message = f"{why_not} Ce que vous venez d’écrire n’est pas enregistré : le voici, à copier."
    return keeping.kept(request, message, form, form.asked(), status=409, again=False)


def _following(request: HttpRequest, dossier: Dossier, asked: Section) -> str:
    """Where the button leads: the next part, the table that grows, or the same page."""
    here = dossier.url("file_section", asked.key)
    action = request.POST.get("action", "")
    if action == "next":
        following = dossier.next_part(asked.key)
        return following.url if following else dossier.url("file")
    tables = {question.key for question in asked.questions}
    if action.removeprefix("add-") in tables:
        return f"{here}#{anchor_of(action.removeprefix('add-'))}"
    return f"{here}?enregistre=1"


def _conflict(
    request: HttpRequest, found: Found, form: SectionForm, answer: SectionAnswer
) -> HttpResponse:
    """Both texts: what was typed in the fields, what somebody else saved under each."""
    if request.htmx:
        return saving.saved_elsewhere(request)
    supports = dict(Support.objects.values_list("pk", "label"))
    theirs = saving.theirs(form, answer, supports)
    return _page(request, found, form, answer, theirs=theirs, status=409)


def _page(
    request: HttpRequest,
    found: Found,
    form: SectionForm,
    answer: SectionAnswer | None,
    *,
    theirs: dict[str, str] | None = None,
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    dossier = Dossier(found.agreement)
    context = {
        "found": found,
        "agreement": found.agreement,
        "dossier": dossier,
        "part": dossier.part(form.section.key),
        "section": form.section,
        "form": form,
        "asked": form.asked(theirs),
        "saved_at": hour(answer.updated_at) if answer else "",
        "version": answer.version if answer else 0,
        "conflict": theirs is not None,
        "saved": saved,
    }
    return render(request, "members/agreement/section.html", context, status=status)
