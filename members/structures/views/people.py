"""People of a structure: list, roles, removals, departure, requests to join."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from members.models import Membership, Role, Structure
from members.structures import inviting, joining
from members.structures import people as rules
from members.structures.views.common import (
    as_referent,
    done,
    own_membership,
    page_context,
    private,
    refusals_said,
    structure_url,
)


@dataclass(frozen=True)
class Change:
    """A change of somebody's place: the question, the button, what is said once it is done."""

    title: str
    text: str
    button: str
    done: str
    apply: Callable[[Structure, int, object], Membership]


CHANGES = {
    "referent": Change(
        "Nommer {name} référent·e ?",
        "Cette personne pourra inviter, retirer, modifier la présentation et déposer le dossier "
        "d’agrément. Vous gardez votre rôle.",
        "Nommer référent·e",
        "{name} est maintenant référent·e.",
        lambda structure, target, by: rules.change_role(structure, target, Role.REFERENT, by),
    ),
    "membre": Change(
        "Repasser {name} en membre ?",
        "Cette personne gardera l’accès aux fiches, mais ne pourra plus inviter ni modifier.",
        "Repasser en membre",
        "{name} est maintenant membre.",
        lambda structure, target, by: rules.change_role(structure, target, Role.MEMBER, by),
    ),
    "transmettre": Change(
        "Transmettre votre rôle à {name} ?",
        "Cette personne devient référent·e, et vous devenez membre. Elle seule pourra vous rendre "
        "votre rôle.",
        "Transmettre mon rôle",
        "{name} est maintenant référent·e. Vous êtes membre.",
        rules.transfer,
    ),
    "retirer": Change(
        "Retirer {name} de la structure ?",
        "Cette personne perd tout de suite l’accès à ce qui est réservé à la structure. Son compte "
        "reste ouvert.",
        "Retirer de la structure",
        "{name} n’est plus dans la structure.",
        rules.remove,
    ),
}


@private
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in the structure; for the référent·e, who asks to come in."""
    membership = own_membership(request, slug)
    current, is_referent = membership.structure, membership.is_referent
    context = page_context(membership, "Les personnes") | {
        "people": rules.people_of(current),
        "requests": list(joining.waiting_in(current)) if is_referent else [],
        "invitations_number": inviting.waiting_in(current).count() if is_referent else 0,
    }
    return render(request, "members/structures/people.html", context)


@private
@refusals_said
def change(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Ask before changing somebody's place, then change it."""
    membership = own_membership(request, slug)
    if not membership.is_referent:
        raise PermissionDenied
    asked = CHANGES.get(act)
    if asked is None:
        raise Http404
    people = membership.structure.memberships.select_related("user")
    name = str(get_object_or_404(people, pk=pk).user)
    back = structure_url(membership.structure, "people")
    if request.method == "POST":
        asked.apply(membership.structure, pk, request.user)
        return done(request, asked.done.format(name=name), back)
    question = {
        "title": asked.title.format(name=name),
        "text": asked.text,
        "button": asked.button,
        "back": back,
    }
    context = page_context(membership, "Les personnes") | {"question": question}
    return render(request, "members/structures/confirm.html", context)


@private
@refusals_said
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the structure, after a question."""
    membership = own_membership(request, slug)
    current = membership.structure
    if request.method == "POST":
        rules.leave(current, request.user)
        return done(request, f"Vous avez quitté {current.name}.", reverse("members:home"))
    text = "Vous perdez tout de suite l’accès à ce qui est réservé à cette structure."
    if current.memberships.count() == 1:
        text += (
            " Vous êtes la dernière personne : plus personne ici ne pourra inviter, ni suivre le "
            "dossier. Il faudra écrire à l’équipe."
        )
    question = {
        "title": f"Quitter {current.name} ?",
        "text": text,
        "button": "Quitter la structure",
        "back": structure_url(current),
    }
    context = page_context(membership, "Quitter la structure") | {"question": question}
    return render(request, "members/structures/confirm.html", context)


@private
@require_POST
@refusals_said
def answer_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept or refuse somebody who asks to come in."""
    current = as_referent(request, slug)
    accept = request.POST.get("reponse") == "accepter"
    asked = joining.answer(current, pk, request.user, accept=accept)
    said = f"{asked.user} est dans la structure." if accept else "La demande est refusée."
    return done(request, said, structure_url(current, "people"))
