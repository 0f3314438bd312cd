"""Finding a structure and asking to join it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.models import Structure
from members.structures import joining
from members.structures.forms import JoinForm
from members.structures.rules import Refused
from members.structures.views.common import done, private

MAX_WORDS = 100


@private
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Structures of the directory that answer a few words."""
    words = request.GET.get("q", "").replace("\0", "")[:MAX_WORDS].strip()
    context = {
        "words": words,
        "structures": joining.found(words),
        "most": joining.SHOWN,
        "breadcrumb": _trail("Rejoindre une structure"),
    }
    return render(request, "members/structures/find.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to join a structure of the directory."""
    listed = Structure.objects.open().filter(is_listed=True)
    structure = get_object_or_404(listed, slug=slug)
    form = JoinForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask(structure, request.user, form.cleaned_data["message"])
            said = f"Votre demande est partie. {structure.name} vous répondra par courriel."
            return done(request, said, reverse("members:home"))
        except Refused as error:
            form.add_error(None, str(error))
    if form.errors:
        status = 422
    context = {
        "form": form,
        "structure": structure,
        "breadcrumb": _trail("Rejoindre une structure", reverse("members:find"), structure.name),
    }
    return render(request, "members/structures/ask.html", context, status=status)


@private
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's own request."""
    try:
        joining.take_back(pk, request.user)
        said = "Votre demande est reprise."
    except Refused as error:
        said = str(error)
    return done(request, said, reverse("members:home"))


def _trail(title: str, url: str = "", last: str = "") -> list[dict]:
    trail = [{"title": "Mon espace", "url": reverse("members:home")}, {"title": title, "url": url}]
    return [*trail, {"title": last, "url": ""}] if last else trail
