"""The certifier’s word on each section and document: read, changed, kept together.

One form holds every opinion of the page, so that a single save loses nothing typed. Each
opinion carries the fingerprint of what its author saw: only what was changed is written, and
two people who change the same one are told.
"""

import hashlib
from dataclasses import dataclass

from django import forms
from django.db import transaction

from members import journal
from members.agreement.sections import DOCUMENTS_BY_KEY, SECTIONS
from members.desk.acting import file_to_change
from members.models import (
    Act,
    Agreement,
    SectionReview,
    State,
    SupportingDocument,
    Verdict,
)
from members.permissions import Quality

REVIEWABLE = (State.UNDER_REVIEW, State.CONTESTED)
COMMENT_LENGTH = 2_000
VERDICTS = [(verdict.value, verdict.label) for verdict in Verdict]


class OpinionForm(forms.Form):
    """One opinion. What is « à compléter » says how."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    verdict = forms.ChoiceField(
        label="Avis", choices=VERDICTS, widget=forms.RadioSelect, required=False
    )
    comment = forms.CharField(
        label="Commentaire pour la structure",
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_comment(self) -> str:
        return "\n".join(self.cleaned_data["comment"].splitlines())

    def clean(self) -> dict:
        if self.cleaned_data.get("verdict") == Verdict.TO_COMPLETE and not (
            self.cleaned_data.get("comment") or "comment" in self.errors
        ):
            self.add_error("comment", "Dites ce qui est à compléter : la structure le lira.")
        return self.cleaned_data


@dataclass
class Opinion:
    """One thing to judge, what is thought of it now, and the form to change it."""

    place: str
    label: str
    kept: SectionReview | SupportingDocument
    form: OpinionForm

    @property
    def mark(self) -> str:
        return fingerprint(self.kept.verdict, self.kept.comment)

    @property
    def is_changed(self) -> bool:
        typed = fingerprint(self.form.cleaned_data["verdict"], self.form.cleaned_data["comment"])
        return typed != self.form.cleaned_data["seen"] and typed != self.mark

    @property
    def is_contested(self) -> bool:
        """Whether somebody else changed it since this page was made."""
        return self.is_changed and self.form.cleaned_data["seen"] != self.mark

    def keep(self, user) -> None:
        self.kept.verdict = self.form.cleaned_data["verdict"]
        self.kept.comment = self.form.cleaned_data["comment"]
        if isinstance(self.kept, SectionReview):
            self.kept.updated_by = user
            self.kept.save()
        else:
            self.kept.save(update_fields=["verdict", "comment"])


def fingerprint(verdict: str, comment: str) -> str:
    """What was seen of an opinion, in short."""
    return hashlib.sha256(f"{verdict}\0{comment}".encode()).hexdigest()[:16]


def opinions(agreement: Agreement, data=None) -> dict[str, Opinion]:
    """Every opinion on a file by its place, with what was typed (`data`); two queries."""
    kept = {review.section: review for review in agreement.reviews.all()}
    found = {}
    for section in SECTIONS:
        review = kept.get(section.key) or SectionReview(agreement=agreement, section=section.key)
        found[section.key] = _opinion(section.key, section.title, review, data)
    for document in current_documents(agreement):
        kind = DOCUMENTS_BY_KEY.get(document.kind)
        label = kind.label if kind else document.name
        place = f"piece-{document.pk}"
        found[place] = _opinion(place, label, document, data)
    return found


def current_documents(agreement: Agreement):
    return agreement.documents.filter(superseded_at=None)


def _opinion(place: str, label: str, kept, data) -> Opinion:
    initial = {
        "seen": fingerprint(kept.verdict, kept.comment),
        "verdict": kept.verdict,
        "comment": kept.comment,
    }
    return Opinion(place, label, kept, OpinionForm(data, prefix=place, initial=initial))


@transaction.atomic
def keep(pk: int, user, data) -> tuple[int, dict[str, Opinion]]:
    """Write the opinions that were changed: how many, and all of them.

    Raises `Refused` when the file is not being examined or not by this person, `Stale` when it
    moved since the page. With errors in the forms, nothing is written.
    """
    agreement = file_to_change(pk, user, data.get("version", ""), REVIEWABLE)
    found = opinions(agreement, data)
    valid = [opinion.form.is_valid() for opinion in found.values()]
    if not all(valid):
        return 0, found
    changed = [opinion for opinion in found.values() if opinion.is_changed]
    contested = [opinion for opinion in changed if opinion.is_contested]
    for opinion in contested:
        _say_contested(opinion)
    if contested:
        return 0, found
    for opinion in changed:
        opinion.keep(user)
        journal.record(
            Act.REVIEWED,
            agreement=agreement,
            actor=user,
            quality=Quality.CERTIFIER,
            details={"place": opinion.label, "verdict": opinion.kept.get_verdict_display()},
        )
    return len(changed), found


def _say_contested(opinion: Opinion) -> None:
    """Show the other person’s words beside the typed ones; the next save goes through."""
    said = opinion.kept.comment or opinion.kept.get_verdict_display()
    opinion.form.add_error(
        "comment",
        f"Une autre personne a changé cet avis entre-temps : « {said} ». "
        "Relisez, puis enregistrez de nouveau pour garder le vôtre.",
    )
    opinion.form.data = opinion.form.data.copy()
    opinion.form.data[opinion.form.add_prefix("seen")] = opinion.mark


def to_complete(agreement: Agreement) -> str:
    """The comments on what is to complete, gathered into the reason of a request for more."""
    return "\n\n".join(
        f"{opinion.label} : {opinion.kept.comment}"
        for opinion in opinions(agreement).values()
        if opinion.kept.verdict == Verdict.TO_COMPLETE
    )
