"""The to-do list, the review page of a file, and the documents joined to it."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from catalogue.views import TYPES, send_stored
from members.agreement.machine import Refused
from members.desk import review, reviewing, todo
from members.desk.rights import on_a_file, only_certifiers
from members.models import Agreement, FileOpening

# What a button of the review page does once the opinions are kept.
UNKNOWN = "application/octet-stream"
NEXT = ("ask_more", "agree", "plan_refusal", "refuse")


@only_certifiers
def todo_page(request: HttpRequest) -> HttpResponse:
    """What waits, in groups."""
    filters = todo.Filters(request.GET)
    groups = todo.listed(request.user, filters)
    context = {
        "groups": groups,
        "filters": filters,
        "late": sum(group.late for group in groups),
        "total": sum(len(group.rows) for group in groups),
    }
    return render(request, "members/admin/todo.html", context)


@on_a_file
def review_page(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Read a file, say what one thinks of each part, go on to a decision."""
    if request.method != "POST":
        return _review(request, review.context_of(agreement))
    try:
        changed, found = reviewing.keep(agreement.pk, request.user, request.POST)
    except Refused as refused:
        return _not_kept(request, agreement, str(refused))
    if any(opinion.form.errors for opinion in found.values()):
        return _wrong(request, agreement, found)
    if changed:
        end = "s" if changed > 1 else ""
        messages.success(request, f"{changed} avis enregistré{end}.")
    if request.POST.get("then") in NEXT:
        return redirect("agreement_decision", agreement.reference, request.POST["then"])
    return redirect("agreement_review", agreement.reference)


def _review(request: HttpRequest, context: dict, status: int = 200, **said) -> HttpResponse:
    context = {"refused": "", "typed": [], "wrong": []} | context | said
    return render(request, "members/admin/review.html", context, status=status)


def _wrong(request: HttpRequest, agreement: Agreement, found: dict) -> HttpResponse:
    wrong = [opinion for opinion in found.values() if opinion.form.errors]
    return _review(request, review.context_of(agreement, found), 422, wrong=wrong)


def _not_kept(request: HttpRequest, agreement: Agreement, refused: str) -> HttpResponse:
    """The file as it is now, and what was typed, to copy."""
    agreement.refresh_from_db()
    found = reviewing.opinions(agreement, request.POST)
    typed = []
    for opinion in found.values():
        opinion.form.is_valid()
        comment = opinion.form.cleaned_data.get("comment", "")
        if comment and comment != opinion.kept.comment:
            typed.append((opinion.label, comment))
    return _review(request, review.context_of(agreement), 409, refused=refused, typed=typed)


@require_GET
@on_a_file
def document(request: HttpRequest, agreement: Agreement, identifier: UUID) -> HttpResponseBase:
    """A document of the file; the opening is kept in the register of reserved files."""
    item = get_object_or_404(agreement.documents, identifier=identifier)
    with transaction.atomic():
        FileOpening.objects.create(
            user=request.user,
            label=f"{agreement.reference} : {item.name}"[:250],
            address=request.path[:250],
        )
    return send_stored(item.file, item.name, TYPES.get(item.extension, UNKNOWN))
