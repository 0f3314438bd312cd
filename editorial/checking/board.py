"""« Contrôles »: what is to mend in what is online, and the level of each check."""

from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin import messages

from catalogue.french_order import FrenchKey
from catalogue.models import Record, RecordKind
from editorial.checking.evaluating import Levels
from editorial.checking.findings import place_of
from editorial.checking.models import CheckLevel, Level, RecordCheck, RecordFinding
from editorial.checking.rights import publishes
from editorial.checking.rules import BY_KEY, RULES, Rule

SETS = "editorial.change_checklevel"
PER_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """What of the board is looked at; what is unknown is left out."""

    rule: str
    kind: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        rule, kind = request.GET.get("controle", ""), request.GET.get("nature", "")
        return cls(rule if rule in BY_KEY else "", kind if kind in RecordKind.values else "")

    def url(self, **changes: str) -> str:
        """The board, looked at otherwise."""
        values = {"controle": self.rule, "nature": self.kind} | changes
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('checks_board')}?{query}" if query else reverse("checks_board")


def at_work(levels: Levels, kind: str = "") -> QuerySet[RecordFinding]:
    """Findings of what is online, but those of the checks that are off."""
    found = RecordFinding.objects.filter(check_of__record__live=True)
    off = Q()
    for rule in RULES:
        for each in RecordKind.values:
            if levels.of(rule, each) == Level.OFF:
                off |= Q(rule=rule.key, check_of__record__record_kind=each)
    found = found.exclude(off) if off else found
    return found.filter(check_of__record__record_kind=kind) if kind else found


def board(request: HttpRequest) -> HttpResponse:
    """The number of records by check, then the records."""
    if not publishes(request.user):
        raise PermissionDenied
    asked, levels = Asked.of(request), Levels()
    shown = at_work(levels, asked.kind)
    counts = dict(
        shown.order_by().values_list("rule").annotate(number=Count("check_of", distinct=True))
    )
    if asked.rule:
        shown = shown.filter(rule=asked.rule)
    records = (
        RecordCheck.objects.filter(pk__in=shown.order_by().values("check_of"))
        .select_related("record")
        .prefetch_related(Prefetch("findings", queryset=shown, to_attr="shown"))
        .order_by(FrenchKey("record__title"), "pk")
    )
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rules": _lines(asked, counts),
        "kinds": _kinds(asked),
        "rule": BY_KEY.get(asked.rule),
        "all_url": asked.url(controle=""),
        "page": page,
        "rows": [_row(checked, levels) for checked in page],
        "query": asked.url().partition("?")[2],
        "read_at": RecordCheck.objects.aggregate(last=Max("checked_at"))["last"],
        "sets": request.user.has_perm(SETS),
    }
    return render(request, "editorial/admin/checks_board.html", context)


def _lines(asked: Asked, counts: dict[str, int]) -> list[dict]:
    return [
        {
            "label": rule.label,
            "number": counts[rule.key],
            "url": asked.url(controle=rule.key),
            "current": rule.key == asked.rule,
        }
        for rule in RULES
        if counts.get(rule.key)
    ]


def _kinds(asked: Asked) -> list[dict]:
    choices = [("", "Toutes les fiches"), *((kind, kind.label + "s") for kind in RecordKind)]
    return [
        {"label": label, "url": asked.url(nature=kind), "current": kind == asked.kind}
        for kind, label in choices
    ]


def _row(checked: RecordCheck, levels: Levels) -> dict:
    record: Record = checked.record
    edit = reverse("wagtailadmin_pages:edit", args=[record.pk])
    model = record.cached_content_type.model_class()
    return {
        "title": record.title,
        "kind": RecordKind(record.record_kind).label,
        "url": reverse("record_checks", args=[record.pk]),
        "findings": [
            {
                "text": finding.text,
                "url": f"{edit}#{place_of(model, finding.anchor)}",
                "blocks": levels.of(BY_KEY[finding.rule], record.record_kind) == Level.BLOCK,
            }
            for finding in checked.shown
            if finding.rule in BY_KEY
        ],
    }


class LevelsForm(forms.Form):
    """One choice for each check and kind of record."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = Levels()
        for rule in RULES:
            for kind in RecordKind:
                self.fields[f"{rule.key}-{kind}"] = forms.ChoiceField(
                    label=kind.label,
                    choices=Level.choices,
                    initial=levels.of(rule, kind),
                    error_messages={"invalid_choice": "Choisissez dans la liste."},
                )

    def rows(self) -> list[tuple[Rule, list]]:
        """By check: the fields of the three kinds."""
        return [(rule, [self[f"{rule.key}-{kind}"] for kind in RecordKind]) for rule in RULES]

    def save(self) -> None:
        """Keep what differs from the declaration only: a default may change one day."""
        for rule in RULES:
            for kind in RecordKind:
                level = self.cleaned_data[f"{rule.key}-{kind}"]
                where = {"rule": rule.key, "record_kind": kind}
                if level == rule.levels[kind]:
                    CheckLevel.objects.filter(**where).delete()
                else:
                    CheckLevel.objects.update_or_create(**where, defaults={"level": level})


@permission_required(SETS, raise_exception=True)
def set_levels(request: HttpRequest) -> HttpResponse:
    """What each check does, by kind of record."""
    form = LevelsForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            messages.success(request, "Les niveaux sont enregistrés. Ils valent dès maintenant.")
            return redirect("checks_levels")
        messages.error(request, "Un niveau n’est pas reconnu : rien n’a été enregistré.")
    context = {"form": form, "kinds": [kind.label for kind in RecordKind]}
    return render(request, "editorial/admin/checks_levels.html", context)
