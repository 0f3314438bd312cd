"""The answers of a file, in words: one shape for every kind of question."""

from dataclasses import dataclass

from catalogue.models import Support
from members.agreement.completeness import is_answered
from members.agreement.sections import SECTIONS, Column, Kind, Question, Section
from members.models import Agreement


@dataclass(frozen=True)
class Answer:
    """One question and what was answered: `text`, or the `rows` of a table."""

    label: str
    text: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    missing: bool
    optional: bool


@dataclass(frozen=True)
class Answers:
    """Everything one file says, by section, and when each section was last written."""

    by_section: dict[str, list[Answer]]
    written: dict


def answers_of(agreement: Agreement) -> Answers:
    """What the file says; two queries."""
    kept = {answer.section: answer for answer in agreement.answers.all()}
    data = {key: answer.data for key, answer in kept.items()}
    labels = _support_labels(data)
    return Answers(
        {section.key: _section(section, data.get(section.key, {}), labels) for section in SECTIONS},
        {key: answer.updated_at for key, answer in kept.items()},
    )


def _support_labels(data: dict) -> dict[int, str]:
    chosen = [
        key
        for section in SECTIONS
        for question in section.questions
        if question.kind is Kind.SUPPORTS
        for key in _whole_numbers(data.get(section.key, {}).get(question.key))
    ]
    return dict(Support.objects.filter(pk__in=chosen).values_list("pk", "label"))


def _whole_numbers(value) -> list[int]:
    values = value if isinstance(value, list) else []
    return [int(item) for item in values if str(item).isdecimal()]


def _section(section: Section, data: dict, labels: dict[int, str]) -> list[Answer]:
    return [_answer(question, data.get(question.key), labels) for question in section.questions]


def _answer(question: Question, value, labels: dict[int, str]) -> Answer:
    answered = is_answered(question, value)
    rows: tuple[tuple[str, ...], ...] = ()
    if question.kind is Kind.ROWS and isinstance(value, list):
        rows = tuple(
            tuple(str(row.get(column.key, "")) for column in question.columns)
            for row in value
            if isinstance(row, dict)
        )
    return Answer(
        label=question.label,
        text="" if rows else _words(question, value, labels),
        columns=question.columns,
        rows=rows,
        missing=question.required and not answered,
        optional=not question.required,
    )


def _words(question: Question, value, labels: dict[int, str]) -> str:
    if question.kind is Kind.SUPPORTS:
        return ", ".join(labels[key] for key in _whole_numbers(value) if key in labels)
    if question.kind is Kind.YES_NO and value in (True, False):
        return "Oui" if value else "Non"
    return "" if value is None or isinstance(value, list) else str(value)
