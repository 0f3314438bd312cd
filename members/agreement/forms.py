"""The form of a section, made from its declaration; those of documents and of moves."""

import re
from dataclasses import dataclass

from django import forms

from members.agreement.fields import CellField, WordsField, field_for
from members.agreement.machine import REASON_LENGTH
from members.agreement.questions import ROWS_MAX, Kind, Question, Section


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it: one field, or the lines of a table."""

    question: Question
    field: forms.BoundField | None
    lines: list[list[forms.BoundField]]
    # What somebody else saved meanwhile, in words; empty when nobody did.
    theirs: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.question.key)

    @property
    def is_group(self) -> bool:
        """Whether it is answered by several controls."""
        return self.question.kind in (Kind.ROWS, Kind.YES_NO, Kind.SUPPORTS)


def anchor_of(key: str) -> str:
    """The place of a question in its page."""
    return f"question-{key}"


class SectionForm(forms.Form):
    """Every answer of a section. A wrong answer is kept out; the others are saved.

    Tables are fields named `question-line-column`; one empty line always follows the last.
    """

    use_required_attribute = False

    def __init__(self, section: Section, kept: dict, *args, **kwargs):
        super().__init__(*args, initial=dict(kept), **kwargs)
        self.section, self.kept = section, kept
        for question in section.questions:
            if question.kind is Kind.ROWS:
                self._add_table(question)
            else:
                self.fields[question.key] = field_for(question)

    def _add_table(self, question: Question) -> None:
        for line in range(self._lines(question)):
            for column in question.columns:
                name = name_of(question, line, column.key)
                self.fields[name] = CellField(
                    limit=column.max_length, column=column.label, line=line + 1
                )
                self.initial[name] = rows_of(self.kept, question, line).get(column.key) or ""

    def _lines(self, question: Question) -> int:
        """Lines shown: those typed or kept, and an empty one."""
        pattern = re.compile(rf"{question.key}-([0-9]{{1,3}})-")
        typed = [int(found[1]) for name in self.data if (found := pattern.match(name))]
        kept = self.kept.get(question.key)
        wanted = max(typed) + 1 if typed else len(kept if isinstance(kept, list) else ()) + 1
        return min(max(wanted, 2), ROWS_MAX)

    def answers(self) -> dict:
        """What may be saved, by question: wrong answers, and those not sent, are left out."""
        return {
            question.key: self._answer(question)
            for question in self.section.questions
            if self._is_sent(question) and self._is_right(question)
        }

    def _is_sent(self, question: Question) -> bool:
        # Boxes that are not ticked are never sent.
        unsure = question.kind in (Kind.YES_NO, Kind.SUPPORTS)
        return unsure or any(name in self.data for name in self._names(question))

    def _names(self, question: Question) -> list[str]:
        if question.kind is not Kind.ROWS:
            return [question.key]
        return [name for name in self.fields if name.startswith(f"{question.key}-")]

    def _is_right(self, question: Question) -> bool:
        return not any(name in self.errors for name in self._names(question))

    def _answer(self, question: Question):
        if question.kind is not Kind.ROWS:
            return self.cleaned_data[question.key]
        rows = [
            {
                column.key: self.cleaned_data[name_of(question, line, column.key)]
                for column in question.columns
            }
            for line in range(self._lines(question))
        ]
        return [row for row in rows if any(row.values())]

    def asked(self, theirs: dict[str, str] | None = None) -> list[Asked]:
        """The questions in order, ready to be shown."""
        return [
            Asked(
                question,
                None if question.kind is Kind.ROWS else self[question.key],
                self._table(question) if question.kind is Kind.ROWS else [],
                (theirs or {}).get(question.key, ""),
            )
            for question in self.section.questions
        ]

    def _table(self, question: Question) -> list[list[forms.BoundField]]:
        return [
            [self[name_of(question, line, column.key)] for column in question.columns]
            for line in range(self._lines(question))
        ]


class ContestForm(forms.Form):
    """The observations of the structure before a refusal is final."""

    use_required_attribute = False
    reason = WordsField(
        limit=REASON_LENGTH,
        required=True,
        label="Vos observations",
        help_text="Répondez au motif, point par point. Le certificateur les lira avant de décider.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_reason(self) -> str:
        if not self.cleaned_data["reason"]:
            raise forms.ValidationError("Écrivez vos observations avant de les envoyer.")
        return self.cleaned_data["reason"]


def version_of(typed: str | None) -> int:
    """The version a page says it showed; one that never was when it says nothing."""
    return int(typed) if typed and re.fullmatch(r"[0-9]{1,9}", typed) else -1


def name_of(question: Question, line: int, column: str) -> str:
    return f"{question.key}-{line}-{column}"


def rows_of(kept: dict, question: Question, line: int) -> dict:
    """A kept line of a table, whatever was kept there."""
    rows = kept.get(question.key)
    row = rows[line] if isinstance(rows, list) and line < len(rows) else {}
    return row if isinstance(row, dict) else {}
