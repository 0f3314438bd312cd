"""What a file still lacks, said in words that lead to the right place."""

from dataclasses import dataclass

from members.agreement.questions import Kind, Question, Section
from members.agreement.sections import DOCUMENTS, SECTIONS
from members.models import Agreement, Verdict

DOCUMENTS_PLACE = "pieces"


@dataclass(frozen=True)
class Missing:
    """One thing to add: `place` is the key of a section, or `DOCUMENTS_PLACE`.

    `key`: the question or the kind of document.
    """

    place: str
    label: str
    key: str


def missing_in(agreement: Agreement) -> list[Missing]:
    """Everything required that the file does not hold yet; two queries."""
    answers = dict(agreement.answers.values_list("section", "data"))
    documents = agreement.documents.filter(superseded_at=None).exclude(verdict=Verdict.TO_COMPLETE)
    return missing_from(answers, set(documents.values_list("kind", flat=True)))


def missing_from(answers: dict[str, dict], given: set[str]) -> list[Missing]:
    """The same from what was read: answers by section, kinds of documents given."""
    found = [
        Missing(section.key, question.label, question.key)
        for section in SECTIONS
        for question in missing_questions(section, answers.get(section.key, {}))
    ]
    return found + [
        Missing(DOCUMENTS_PLACE, kind.label, kind.key)
        for kind in DOCUMENTS
        if kind.required and kind.key not in given
    ]


def missing_questions(section: Section, data: dict) -> list[Question]:
    """The required questions of a section that have no answer in `data`."""
    return [
        question
        for question in section.questions
        if question.required and not is_answered(question, data.get(question.key))
    ]


def is_answered(question: Question, value) -> bool:
    """Whether a kept value answers the question (a table: one full row at least)."""
    if question.kind is Kind.ROWS:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        required = [column.key for column in question.columns if column.required]
        return any(all(str(row.get(key) or "").strip() for key in required) for row in rows)
    if question.kind in (Kind.NUMBER, Kind.YES_NO):
        return value is not None and value != ""
    return bool(value.strip() if isinstance(value, str) else value)
