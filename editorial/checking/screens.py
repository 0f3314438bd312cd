"""« Avant de publier »: the checks of one record, and what an administrator may decide."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from catalogue.models import Record
from editorial.checking.context import Bank, Context
from editorial.checking.evaluating import Found, findings
from editorial.checking.gate import may_override
from editorial.checking.rules import Rule

OVERRIDDEN = "editorial.override"


class ReasonForm(forms.Form):
    """Why a record is published in spite of what stops it."""

    reason = forms.CharField(
        label="Pourquoi publier quand même",
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase. Elle reste dans l’historique de la fiche, avec votre nom.",
        error_messages={
            "required": "Dites pourquoi : une phrase suffit.",
            "min_length": "Dites pourquoi en quelques mots de plus.",
        },
    )


@dataclass(frozen=True)
class Group:
    """The findings of one check."""

    rule: Rule
    items: list[Found]


def grouped(found: list[Found], *, blocking: bool) -> list[Group]:
    """The findings of a level, by check."""
    groups: dict[str, Group] = {}
    for item in found:
        if item.blocks == blocking:
            groups.setdefault(item.rule.key, Group(item.rule, [])).items.append(item)
    return list(groups.values())


def record_checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings of the latest draft. With `partie`, only the part the editor's tab shows."""
    page = get_object_or_404(Page, pk=pk).specific
    rights = page.permissions_for_user(request.user)
    if not isinstance(page, Record) or not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    found = findings(draft, context=Context([draft], Bank(request.user)))
    stops = [item for item in found if item.blocks]
    overrides = bool(stops) and rights.can_publish() and may_override(request.user)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not overrides:
            raise PermissionDenied
        if form.is_valid():
            return _publish_anyway(request, page, stops, form.cleaned_data["reason"])
    context = {
        "record": draft,
        "stops": grouped(found, blocking=True),
        "advice": grouped(found, blocking=False),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "refused": "refus" in request.GET,
        "form": form if overrides else None,
    }
    part = "partie" in request.GET
    template = "editorial/admin/findings.html" if part else "editorial/admin/record_checks.html"
    return render(request, template, context)


def _publish_anyway(request: HttpRequest, page: Record, stops: list, reason: str) -> HttpResponse:
    """One publication, of this draft, written down with its reason."""
    revision = page.get_latest_revision() or page.save_revision(user=request.user)
    # Straight to the action: the check has had its say.
    PublishPageRevisionAction(revision, user=request.user).execute()
    log(
        instance=page,
        action=OVERRIDDEN,
        user=request.user,
        revision=revision,
        data={"reason": reason, "rules": sorted({item.rule.label for item in stops})},
    )
    messages.success(
        request, f"« {page.title} » est publiée. Votre raison est dans l’historique de la fiche."
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
