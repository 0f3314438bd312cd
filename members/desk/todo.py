"""« Agréments »: one list of what waits, for whom, since when, and the next thing to do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Department, StructureType, Support
from members.desk import waiting
from members.desk.rights import structures_of
from members.models import Agreement, Reminder, State

RENEWAL_STATES = {
    State.DRAFT: "Renouvellement en préparation",
    State.AGREED: "Renouvellement accordé",
}


@dataclass(frozen=True)
class Action:
    """The next thing to do: a link, or a button that sends the version seen."""

    label: str
    url: str
    is_button: bool = False


@dataclass(frozen=True)
class Row:
    """One line. `ask` says what is expected; `by` until when."""

    file: Agreement
    ask: str
    since: date
    days: int
    by: date | None
    left: int | None
    action: Action | None

    @property
    def late(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def soon(self) -> str:
        """How many days are left, when they are few."""
        if self.left is None or not 0 <= self.left <= waiting.SECOND:
            return ""
        return (
            f"dans {self.left} jour{'s' if self.left > 1 else ''}" if self.left else "aujourd’hui"
        )


@dataclass
class Group:
    """Lines that wait for the same thing."""

    key: str
    title: str
    none: str
    by_label: str
    make: Callable[[Agreement, date], tuple[str, date | None, Action] | None]
    rows: list[Row] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)


class Filters(forms.Form):
    """What one may narrow the list by; an unknown value narrows nothing."""

    departement = forms.ModelChoiceField(None, label="Département", required=False)
    support = forms.ModelChoiceField(None, label="Support", required=False)
    type = forms.ModelChoiceField(None, label="Type de structure", required=False)
    FIELDS = {
        "departement": ("structure__department", Department),
        "support": ("structure__supports", Support),
        "type": ("structure__structure_type", StructureType),
    }

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        for name, (_path, model) in self.FIELDS.items():
            used = model.objects.filter(structure__agreements__isnull=False).distinct()
            self.fields[name].queryset = used
            self.fields[name].empty_label = "Tous"

    def narrow(self, files: QuerySet) -> QuerySet:
        self.is_valid()
        for name, (path, _model) in self.FIELDS.items():
            if chosen := self.cleaned_data.get(name):
                files = files.filter(**{path: chosen})
        return files

    @property
    def is_active(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.FIELDS)


def review_url(agreement: Agreement, name: str = "agreement_review", *args) -> str:
    return reverse(name, args=[agreement.reference, *args])


def _new(file: Agreement, today: date):
    if file.state not in waiting.NEW:
        return None
    url = review_url(file, "agreement_decision", "take_up")
    return (
        "À prendre en instruction",
        waiting.answer_by(file),
        Action("Prendre en instruction", url, True),
    )


def _ours(file: Agreement, today: date):
    if waiting.is_unanswered(file, today):
        url = review_url(file, "agreement_decision", "refuse")
        return (
            "Aucune observation reçue : à décider",
            waiting.answer_by(file),
            Action("Décider", url),
        )
    if file.state not in waiting.IN_HAND:
        return None
    ask = "Observations à lire" if file.state == State.CONTESTED else "À examiner"
    return ask, waiting.answer_by(file), Action("Examiner", review_url(file))


def _theirs(file: Agreement, today: date):
    asked = {
        State.MORE_ASKED: "Compléments demandés",
        State.REFUSAL_PLANNED: "Refus envisagé : observations attendues",
    }
    if file.state not in asked or waiting.is_unanswered(file, today):
        return None
    return asked[file.state], waiting.answer_by(file), Action("Relire", review_url(file))


def _visit(file: Agreement, today: date):
    if file.state not in waiting.UNDER_AGREEMENT or file.visit_done:
        return None
    if not file.visit_due or (file.visit_due - today).days > waiting.SECOND:
        return None
    url = review_url(file, "agreement_visit")
    if not file.visit_planned:
        return "Visite à prévoir", file.visit_due, Action("Prévoir la visite", url)
    words = f"Visite prévue le {file.visit_planned:%d/%m/%Y}"
    label = "Changer la date" if file.visit_planned > today else "Écrire le compte rendu"
    return words, file.visit_due, Action(label, url)


def _ending(file: Agreement, today: date):
    if file.state not in waiting.UNDER_AGREEMENT:
        return None
    if (file.valid_until - today).days > waiting.FIRST:
        return None
    renewal = max(file.renewals.all(), key=lambda renewal: renewal.pk, default=None)
    if renewal and renewal.state not in (State.ABANDONED, State.REFUSED):
        said = RENEWAL_STATES.get(State(renewal.state), "Renouvellement déposé")
        return said, file.valid_until, Action("Voir le renouvellement", review_url(renewal))
    if file.was_invited:
        return "Invitée à renouveler", file.valid_until, Action("Relire", review_url(file))
    url = f"{reverse('agreement_campaign')}#{file.reference}"
    return "À inviter à renouveler", file.valid_until, Action("Inviter", url)


def _suspended(file: Agreement, today: date):
    if file.state != State.SUSPENDED:
        return None
    ask = "À lever ou à retirer"
    return ask, file.valid_until, Action("Relire", review_url(file))


def _groups() -> list[Group]:
    by = "À traiter avant le"
    return [
        Group("nouveaux", "Nouveaux dossiers", "Aucun nouveau dossier.", by, _new),
        Group("a-nous", "À nous de répondre", "Rien n’attend notre réponse.", by, _ours),
        Group(
            "a-la-structure",
            "La structure doit répondre",
            "Aucune structure ne nous doit de réponse.",
            "Réponse attendue le",
            _theirs,
        ),
        Group("visites", "Visites à faire", "Aucune visite avant deux mois.", "Avant le", _visit),
        Group(
            "fins", "Agréments qui se terminent", "Aucun d’ici six mois.", "Dernier jour", _ending
        ),
        Group(
            "suspendus",
            "Agréments suspendus",
            "Aucun agrément suspendu.",
            "Dernier jour",
            _suspended,
        ),
    ]


def listed(user, filters: Filters) -> list[Group]:
    """The groups with their lines, the most urgent first; a constant number of queries."""
    today, own = timezone.localdate(), structures_of(user)
    groups = _groups()
    for file in filters.narrow(_files(today)):
        for group in groups:
            if made := group.make(file, today):
                group.rows.append(_row(file, today, made, is_own=file.structure_id in own))
    for group in groups:
        group.rows.sort(key=lambda row: (row.by or date.max, row.since))
    return groups


def _files(today: date) -> QuerySet:
    invited = Reminder.objects.filter(agreement=OuterRef("pk"), what=Reminder.INVITATION)
    wanted = (
        waiting.for_us(today)
        | Q(state__in=(State.MORE_ASKED, State.REFUSAL_PLANNED, State.SUSPENDED))
        | waiting.visits(today)
        | waiting.endings(today)
    )
    return (
        waiting.files()
        .filter(wanted)
        .select_related("structure__department", "structure__structure_type")
        .prefetch_related("renewals")
        .annotate(was_invited=Exists(invited))
    )


def _row(file: Agreement, today: date, made: tuple, *, is_own: bool) -> Row:
    ask, by, action = made
    since = waiting.since(file)
    return Row(
        file=file,
        ask=ask,
        since=since,
        days=(today - since).days,
        by=by,
        left=None if by is None else (by - today).days,
        action=None if is_own else action,
    )
