"""The list of what goes stale: who follows what, since when, and what to do about several."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue import access
from catalogue.freshness import people
from catalogue.models import Record, RecordKind
from editorial.freshness import keeping, stale
from editorial.reviewing.forms import DayInput

PER_PAGE = 50
ME, NOBODY = "moi", "personne"
NOTHING_ASKED = "Choisissez ce qu’il faut faire."
NONE_CHOSEN = "Cochez d’abord une fiche au moins."
NOT_ALLOWED = "Vous ne pouvez pas publier toutes ces fiches : rien n’a été changé."


class Filters(forms.Form):
    """What one may narrow the list by; an unknown value narrows nothing."""

    age = forms.ChoiceField(label="Date", required=False)
    nature = forms.ChoiceField(label="Sorte", required=False)
    personne = forms.ChoiceField(label="Responsable", required=False)

    def __init__(self, data, persons: list):
        super().__init__(data, label_suffix="")
        ages = [(name, label) for name, (label, _ask) in stale.AGES.items()]
        self.fields["age"].choices = [("", "Toutes"), *ages]
        self.fields["nature"].choices = [("", "Toutes"), *RecordKind.choices]
        named = [(str(person.pk), str(person)) for person in persons]
        first = [("", "Tous"), (ME, "Moi"), (NOBODY, "Sans responsable")]
        self.fields["personne"].choices = [*first, *named]
        self.is_valid()

    def narrow(self, records: QuerySet, user) -> QuerySet:
        age, kind, person = (self.cleaned_data.get(name) for name in self.fields)
        if age:
            records = records.filter(stale.AGES[age][1]())
        if kind:
            records = records.filter(record_kind=kind)
        if person == NOBODY:
            return records.filter(stale.unkept())
        if person:
            key = user.pk if person == ME else int(person)
            records = records.filter(Q(keeper=key) | Q(keeper_deputy=key))
        return records

    @property
    def is_active(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)


class BulkForm(forms.Form):
    """What to do with the ticked records."""

    MINE, GIVE, RIGHT, PUT_OFF = "moi", "confier", "exactes", "repousser"
    faire = forms.ChoiceField(
        choices=[(MINE, ""), (GIVE, ""), (RIGHT, ""), (PUT_OFF, "")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), NOTHING_ASKED),
    )
    responsable = forms.ModelChoiceField(
        None,
        label="Confier à",
        required=False,
        empty_label="Choisir une personne",
        error_messages={"invalid_choice": "Cette personne n’entre plus dans l’administration."},
    )
    jour = forms.DateField(label="Repousser au", required=False, widget=DayInput)
    motif = forms.CharField(label="Pourquoi", required=False, max_length=250)

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")
        self.fields["responsable"].queryset = people()

    def clean(self) -> dict:
        cleaned = super().clean()
        asked = cleaned.get("faire")
        if asked == self.GIVE and not cleaned.get("responsable") and not self.errors:
            self.add_error("responsable", "Choisissez à qui confier ces fiches.")
        if asked == self.PUT_OFF:
            self._check_day(cleaned)
        return cleaned

    def _check_day(self, cleaned: dict) -> None:
        day = cleaned.get("jour")
        if "jour" not in self.errors and (day is None or day <= timezone.localdate()):
            self.add_error("jour", "Choisissez un jour à venir.")
        if not cleaned.get("motif") and "motif" not in self.errors:
            self.add_error("motif", "Dites pourquoi : la raison reste au journal.")


@require_http_methods(["GET", "HEAD", "POST"])
def staleness(request: HttpRequest) -> HttpResponse:
    """The list; with POST, what to do with the ticked records."""
    filters = Filters(request.GET, list(people()))
    bulk = BulkForm(request.POST if request.method == "POST" else None)
    ticked = [int(key) for key in request.POST.getlist("fiche") if key.isdecimal()][:500]
    if request.method == "POST" and bulk.is_valid():
        fault = _apply(request, bulk, ticked)
        if not fault:
            return redirect(request.get_full_path())
        bulk.add_error(None, fault)
    records = filters.narrow(_known_to(request.user), request.user).order_by("review_by", "title")
    records = records.select_related("keeper", "keeper_deputy")
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "filters": filters,
        "bulk": bulk,
        "ticked": ticked,
        "page": page,
        "allowed": _allowed(request.user, [record.pk for record in page]),
        "today": timezone.localdate(),
        "query": query.urlencode(),
        "path": reverse("staleness"),
    }
    status = 422 if bulk.errors else 200
    return render(request, "editorial/admin/staleness.html", context, status=status)


def _known_to(user) -> QuerySet:
    """The network's editors know of every record; the others, of what they may know."""
    if policy_registry.get_by_type(Page).user_has_permission(user, "publish"):
        return stale.online()
    return access.visible_to(stale.online(), user)


def _allowed(user, keys: list[int]) -> set[int]:
    """Those that this person may publish: they may also put off their day."""
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(user, "publish")
    return set(mine.filter(pk__in=keys).values_list("pk", flat=True))


def _apply(request: HttpRequest, bulk: BulkForm, ticked: list[int]) -> str:
    """Do it, and say so; or say why not, everything being left as it was."""
    records = list(stale.online().filter(pk__in=ticked))
    if not records:
        return NONE_CHOSEN
    if len(_allowed(request.user, [record.pk for record in records])) < len(records):
        return NOT_ALLOWED
    number = _done(request.user, bulk, records)
    words = "fiches sont à jour" if number > 1 else "fiche est à jour"
    messages.success(request, f"{number} {words}.")
    return ""


def _done(user, bulk: BulkForm, records: list[Record]) -> int:
    asked, said = bulk.cleaned_data["faire"], bulk.cleaned_data
    if asked == BulkForm.PUT_OFF:
        return keeping.put_off(records, user, said["jour"], said["motif"])
    if asked == BulkForm.RIGHT:
        how = keeping.How.BOARD
        return sum(keeping.still_right(record, user, how) for record in records)
    return keeping.give(records, user, said["responsable"] if asked == BulkForm.GIVE else user)
