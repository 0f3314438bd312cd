"""The verification visit: its day, then what was seen."""

from datetime import date

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from wagtail.admin import messages

from members import journal
from members.agreement.machine import Refused
from members.desk.acting import file_to_change
from members.desk.mails import tell_visit
from members.desk.rights import on_a_file
from members.desk.waiting import UNDER_AGREEMENT
from members.models import Act, Agreement
from members.permissions import Quality

REPORT_LENGTH = 10_000


def day_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class PlanForm(forms.Form):
    """The day of the visit, today or later."""

    version = forms.CharField(widget=forms.HiddenInput)
    day = day_field("Jour de la visite", "La structure en est prévenue par courriel.")

    def clean_day(self) -> date:
        if self.cleaned_data["day"] < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé. Pour une visite faite, voyez dessous.")
        return self.cleaned_data["day"]


class ReportForm(forms.Form):
    """The day it was made, and the report."""

    version = forms.CharField(widget=forms.HiddenInput)
    day = day_field("Visite faite le")
    report = forms.CharField(
        label="Compte rendu",
        max_length=REPORT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Ce que vous avez vu, ce qui reste à faire. Aucun nom de salarié.",
    )

    def clean_day(self) -> date:
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError("Ce jour n’est pas encore venu.")
        return self.cleaned_data["day"]


@transaction.atomic
def plan(pk: int, user, version: str, day: date) -> None:
    """Set the day and tell the structure. Raises `Refused`."""
    agreement = file_to_change(pk, user, version, UNDER_AGREEMENT)
    if agreement.visit_planned == day:
        return
    agreement.visit_planned = day
    agreement.save(update_fields=["visit_planned"])
    _record(Act.VISIT_PLANNED, agreement, user, day)
    tell_visit(agreement)


@transaction.atomic
def report(pk: int, user, version: str, day: date, text: str) -> None:
    """Keep the day and the report of the visit. Raises `Refused`."""
    agreement = file_to_change(pk, user, version, UNDER_AGREEMENT)
    if (agreement.visit_done, agreement.visit_report) == (day, text):
        return
    agreement.visit_done, agreement.visit_report = day, text
    agreement.save(update_fields=["visit_done", "visit_report"])
    _record(Act.VISIT_DONE, agreement, user, day)


def _record(act: Act, agreement: Agreement, user, day: date) -> None:
    details = {"day": day.isoformat()}
    journal.record(act, agreement=agreement, actor=user, quality=Quality.CERTIFIER, details=details)


@on_a_file
def visit(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Both forms on one page; each is sent alone (`do`)."""
    doing = request.POST.get("do", "")
    kept = {"version": agreement.version}
    plan_form = PlanForm(
        request.POST if doing == "plan" else None,
        prefix="plan",
        initial=kept | {"day": agreement.visit_planned},
    )
    report_form = ReportForm(
        request.POST if doing == "report" else None,
        prefix="report",
        initial=kept | {"day": agreement.visit_done, "report": agreement.visit_report},
    )
    refused = ""
    if request.method == "POST" and (plan_form.is_valid() or report_form.is_valid()):
        try:
            return _done(request, agreement, plan_form, report_form)
        except Refused as error:
            refused = str(error)
            _carry_on(agreement, plan_form if plan_form.is_bound else report_form)
    context = {
        "agreement": agreement,
        "plan_form": plan_form,
        "report_form": report_form,
        "refused": refused,
        "possible": agreement.state in UNDER_AGREEMENT,
    }
    status = 409 if refused else 422 if request.method == "POST" else 200
    return render(request, "members/admin/visit.html", context, status=status)


def _carry_on(agreement: Agreement, form: forms.Form) -> None:
    """After a refusal, the page shows the file as it is now: the next try is about that one."""
    agreement.refresh_from_db()
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = agreement.version


def _done(request: HttpRequest, agreement: Agreement, plan_form, report_form) -> HttpResponse:
    if plan_form.is_bound:
        typed = plan_form.cleaned_data
        plan(agreement.pk, request.user, typed["version"], typed["day"])
        messages.success(request, f"Visite prévue le {typed['day']:%d/%m/%Y}.")
    else:
        typed = report_form.cleaned_data
        report(agreement.pk, request.user, typed["version"], typed["day"], typed["report"])
        messages.success(request, "Compte rendu de la visite enregistré.")
    return redirect("agreement_review", agreement.reference)
