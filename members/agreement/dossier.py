"""A file as its people read it: what is given, what is missing, what the certifier said.

Four queries, whatever the file holds.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.urls import reverse

from catalogue.models import Support
from members.agreement.completeness import (
    DOCUMENTS_PLACE,
    Missing,
    is_answered,
    missing_from,
)
from members.agreement.forms import anchor_of
from members.agreement.questions import DocumentKind, Kind, Question, Section
from members.agreement.sections import DOCUMENTS, SECTIONS
from members.agreement.wording import answer_in_words
from members.models import Agreement, SectionAnswer, SectionReview, State, SupportingDocument
from members.models.agreement import Verdict

# While the certifier reads, their notes are not finished: nobody else sees them.
BEING_READ = (State.SUBMITTED, State.UNDER_REVIEW, State.CONTESTED)
# Where an answer to the certifier is waited for.
ASKED = (State.MORE_ASKED, State.REFUSAL_PLANNED)


class Status(Enum):
    """How far a part of the file is: (words, tone of the tag, drawing)."""

    EMPTY = ("Vide", "", "minus")
    STARTED = ("En cours", "caution", "pencil")
    DONE = ("Complet", "success", "check")
    TO_COMPLETE = ("À compléter", "error", "warning")
    CHANGED = ("Modifié", "success", "check")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]

    @property
    def icon(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class ToGive:
    """Something missing, and where to give it."""

    label: str
    url: str


@dataclass(frozen=True)
class Part:
    """A section of the file, or its documents."""

    key: str
    title: str
    url: str
    status: Status
    given: int
    asked: int
    missing: list[ToGive]
    comment: str = ""
    accepted: bool = False

    @property
    def percent(self) -> int:
        return round(100 * self.given / self.asked) if self.asked else 100

    @property
    def is_flagged(self) -> bool:
        """Whether the certifier asked something here."""
        return self.status in (Status.TO_COMPLETE, Status.CHANGED)


@dataclass(frozen=True)
class Piece:
    """A kind of document, with what was joined."""

    kind: DocumentKind
    current: list[SupportingDocument]
    older: list[SupportingDocument]
    to_replace: bool

    @property
    def anchor(self) -> str:
        return anchor_of(self.kind.key)

    @property
    def comments(self) -> list[str]:
        return [document.comment for document in self.current if document.comment]


class Dossier:
    """Reads everything at the first question, once."""

    def __init__(self, agreement: Agreement):
        self.agreement = agreement
        self.slug = agreement.structure.slug

    @cached_property
    def answers(self) -> dict[str, SectionAnswer]:
        return {answer.section: answer for answer in self.agreement.answers.all()}

    @cached_property
    def reviews(self) -> dict[str, SectionReview]:
        """What the certifier said, once they have said it."""
        if not self.is_reviewed:
            return {}
        return {review.section: review for review in self.agreement.reviews.all()}

    @property
    def is_reviewed(self) -> bool:
        return self.agreement.state not in BEING_READ

    @cached_property
    def pieces(self) -> list[Piece]:
        current, older = defaultdict(list), defaultdict(list)
        for document in self.agreement.documents.all():
            (older if document.superseded_at else current)[document.kind].append(document)
        return [
            Piece(kind, current[kind.key], older[kind.key], self._refused(current[kind.key]))
            for kind in DOCUMENTS
        ]

    def _refused(self, documents: list[SupportingDocument]) -> bool:
        return self.is_reviewed and any(
            document.verdict == Verdict.TO_COMPLETE for document in documents
        )

    @cached_property
    def missing(self) -> list[Missing]:
        answers = {key: answer.data for key, answer in self.answers.items()}
        given = {piece.kind.key for piece in self.pieces if piece.current and not piece.to_replace}
        return missing_from(answers, given)

    @cached_property
    def parts(self) -> list[Part]:
        return [*map(self._section, SECTIONS), self._documents()]

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    @property
    def flagged(self) -> list[Part]:
        """Parts the certifier asked to complete that nobody has touched since."""
        return [part for part in self.parts if part.status is Status.TO_COMPLETE]

    @property
    def given(self) -> int:
        return sum(part.given for part in self.parts)

    @property
    def asked(self) -> int:
        return sum(part.asked for part in self.parts)

    def url(self, name: str, *args) -> str:
        return reverse(f"members:{name}", args=[self.slug, self.agreement.reference, *args])

    @property
    def summary_url(self) -> str:
        return self.url("file_summary")

    def next_part(self, key: str) -> Part | None:
        """The part that follows, in the order of the file."""
        keys = [part.key for part in self.parts]
        rank = keys.index(key) + 1
        return self.parts[rank] if rank < len(keys) else None

    def _section(self, section: Section) -> Part:
        answer = self.answers.get(section.key)
        data = answer.data if answer else {}
        review = self.reviews.get(section.key)
        asked = [question for question in section.questions if question.required]
        missing = [item for item in self.missing if item.place == section.key]
        url = self.url("file_section", section.key)
        return Part(
            section.key,
            section.title,
            url,
            self._section_status(section, data, bool(missing)),
            len(asked) - len(missing),
            len(asked),
            [ToGive(item.label, f"{url}#{anchor_of(item.key)}") for item in missing],
            review.comment if review else "",
            bool(review and review.verdict == Verdict.ACCEPTED),
        )

    def _section_status(self, section: Section, data: dict, lacks: bool) -> Status:
        review, answer = self.reviews.get(section.key), self.answers.get(section.key)
        if review and review.verdict == Verdict.TO_COMPLETE and self.agreement.state in ASKED:
            changed = answer and answer.updated_at > self.agreement.state_since and not lacks
            return Status.CHANGED if changed else Status.TO_COMPLETE
        if not lacks:
            return Status.DONE
        begun = any(is_answered(question, data.get(question.key)) for question in section.questions)
        return Status.STARTED if begun else Status.EMPTY

    def _documents(self) -> Part:
        asked = [kind for kind in DOCUMENTS if kind.required]
        missing = [item for item in self.missing if item.place == DOCUMENTS_PLACE]
        given = len(asked) - len(missing)
        url = self.url("file_documents")
        status = Status.DONE if not missing else Status.STARTED if given else Status.EMPTY
        if any(piece.to_replace for piece in self.pieces):
            status = Status.TO_COMPLETE
        links = [ToGive(item.label, f"{url}#{anchor_of(item.key)}") for item in missing]
        return Part(DOCUMENTS_PLACE, "Vos pièces", url, status, given, len(asked), links)

    def in_words(self) -> list[dict]:
        """Every section, question and answer, to be read or printed."""
        supports = self._supports()
        return [
            {
                "section": section,
                "part": self.part(section.key),
                "answers": [
                    self._in_words(section, question, supports) for question in section.questions
                ],
            }
            for section in SECTIONS
        ]

    def _supports(self) -> dict[int, str]:
        return dict(Support.objects.values_list("pk", "label"))

    def _in_words(self, section: Section, question: Question, supports: dict) -> dict:
        answer = self.answers.get(section.key)
        value = answer.data.get(question.key) if answer else None
        return {
            "question": question,
            "is_table": question.kind is Kind.ROWS,
            "is_answered": is_answered(question, value),
        } | answer_in_words(question, value, supports)
