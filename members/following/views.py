"""« Mes recherches »: keep one, name it, follow it, delete it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.following import saving
from members.following.asked import Wording, addresses, read, url_of, within_of
from members.following.forms import SearchForm
from members.models import SavedSearch

# What is said once on the list after an action.
SAID = {
    "enregistree": "La recherche est enregistrée.",
    "suivie": "C’est noté : le lundi, vous recevrez ce qui est nouveau.",
    "deja": "Vous aviez déjà cette recherche.",
    "arretee": "Vous ne recevrez plus de courriel pour cette recherche.",
    "renommee": "C’est enregistré.",
    "supprimee": "La recherche est supprimée.",
}
TOO_LONG = "Cette recherche a trop de critères pour être gardée. Retirez-en quelques-uns."


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every search of this person."""
    searches = list(SavedSearch.objects.filter(user=request.user))
    context = {
        "searches": saving.summaries(searches, request.user),
        "said": SAID.get(request.GET.get("fait", "")),
        "breadcrumb": _trail(),
    }
    return render(request, "members/following/index.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep the search of this address: `dans` is the path of its list, the rest is its query."""
    wording = Wording(request.user)
    asked = wording.known(read(within_of(request.GET.get("dans", "")), request.GET))
    form = SearchForm(request.POST or None, initial={"name": wording.proposed_name(asked)})
    context = {
        "form": form,
        "parts": wording.parts(asked),
        "back": url_of(asked, addresses()),
        "breadcrumb": _trail("Enregistrer"),
    }
    too_long = len(asked.query) > SavedSearch._meta.get_field("query").max_length
    if request.method == "POST" and form.is_valid():
        if too_long:
            form.add_error(None, TOO_LONG)
        else:
            return _kept(request, asked, form, context)
    status = 422 if form.errors else 200
    return render(request, "members/following/new.html", context, status=status)


def _kept(request: HttpRequest, asked, form: SearchForm, context: dict) -> HttpResponse:
    name, followed = form.cleaned_data["name"], form.cleaned_data["followed"]
    try:
        search, is_new = saving.keep(request.user, asked, name, followed=followed)
    except saving.TooMany as refusal:
        form.add_error(None, refusal.sentence)
        return render(request, "members/following/new.html", context, status=422)
    if followed and not is_new:
        saving.follow(search, True)
    if not is_new and not followed:
        return _back("deja")
    return _back("suivie" if followed else "enregistree")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename it, follow it or not."""
    search = _mine(request, pk)
    form = SearchForm(request.POST or None, instance=search)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["followed"]
        search.refresh_from_db(fields=["followed"])
        saving.follow(search, wanted)
        search.save(update_fields=["name"])
        return _back("renommee")
    context = {"form": form, "search_pk": pk, "breadcrumb": _trail("Modifier")}
    status = 422 if form.errors else 200
    return render(request, "members/following/edit.html", context, status=status)


@never_cache
@login_required
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow (`suivre=1`), or stop."""
    wanted = request.POST.get("suivre") == "1"
    saving.follow(_mine(request, pk), wanted)
    return _back("suivie" if wanted else "arretee")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then delete."""
    search = _mine(request, pk)
    if request.method == "POST":
        search.delete()
        return _back("supprimee")
    context = {"name": search.name, "followed": search.followed, "breadcrumb": _trail("Supprimer")}
    return render(request, "members/following/delete.html", context)


def _mine(request: HttpRequest, pk: int) -> SavedSearch:
    """What belongs to somebody else does not exist."""
    return get_object_or_404(SavedSearch, pk=pk, user=request.user)


def _back(said: str) -> HttpResponse:
    return redirect(f"{reverse('members:searches')}?fait={said}")


def _trail(title: str = "") -> list[dict]:
    trail = [{"title": "Mon espace", "url": reverse("members:home")}]
    if not title:
        return [*trail, {"title": "Mes recherches"}]
    return [
        *trail,
        {"title": "Mes recherches", "url": reverse("members:searches")},
        {"title": title},
    ]
