"""A proposal as its author reads it: what is given, what is missing, what is asked."""

from collections import defaultdict
from functools import cached_property

from django.urls import reverse

from editorial.proposing import consents
from editorial.proposing.models import (
    FieldComment,
    Proposal,
    ProposalFile,
    ProposalSection,
    State,
    Use,
)
from editorial.proposing.screens import CHECK, CONSENT, FILES, ORDER, PLACES
from editorial.proposing.sections import SECTIONS
from editorial.proposing.writing import open_comments
from members.agreement.completeness import is_answered, missing_questions
from members.agreement.dossier import Part, Status, ToGive
from members.agreement.forms import anchor_of
from members.agreement.questions import Question, Section
from members.agreement.wording import answer_in_words


class Progress:
    """Reads what it needs at the first question, once. `token` makes its addresses."""

    def __init__(self, proposal: Proposal, token: str):
        self.proposal = proposal
        self.token = token

    @cached_property
    def answers(self) -> dict[str, ProposalSection]:
        return {answer.section: answer for answer in self.proposal.answers.all()}

    @cached_property
    def files(self) -> list[ProposalFile]:
        return list(self.proposal.files.all())

    @cached_property
    def consents(self) -> dict:
        return consents.in_force(self.proposal)

    @cached_property
    def comments(self) -> dict[tuple[str, str], list[FieldComment]]:
        """(section, field) → what is asked there and not settled."""
        found = defaultdict(list)
        for comment in open_comments(self.proposal):
            found[comment.section, comment.field].append(comment)
        return found

    @property
    def home_url(self) -> str:
        return reverse("editorial:proposal", args=[self.token])

    @property
    def summary_url(self) -> str:
        return self.url(CHECK)

    def url(self, place: str) -> str:
        return reverse("editorial:section", args=[self.token, place])

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def rank(self, key: str) -> int:
        return ORDER.index(key) + 1

    def after(self, key: str) -> str:
        """The address of the next screen."""
        return self.url(ORDER[self.rank(key)])

    @cached_property
    def parts(self) -> list[Part]:
        return [*map(self._section, SECTIONS), self._files(), self._consent()]

    @property
    def given(self) -> int:
        return sum(part.given for part in self.parts)

    @property
    def asked(self) -> int:
        return sum(part.asked for part in self.parts)

    @property
    def percent(self) -> int:
        return round(100 * self.given / self.asked)

    @property
    def missing(self) -> list[ToGive]:
        return [item for part in self.parts for item in part.missing]

    @property
    def first_to_do(self) -> str:
        """Where to go on: the first screen that is not finished, or the last one."""
        waiting = (Status.TO_COMPLETE, Status.EMPTY, Status.STARTED)
        for status in waiting:
            for part in self.parts:
                if part.status is status and (part.asked or status is Status.TO_COMPLETE):
                    return part.url
        return self.summary_url

    def _section(self, section: Section) -> Part:
        answer = self.answers.get(section.key)
        data = answer.data if answer else {}
        asked = [question for question in section.questions if question.required]
        missing = missing_questions(section, data)
        url = self.url(section.key)
        return Part(
            section.key,
            section.title,
            url,
            self._status(section, data, bool(missing)),
            len(asked) - len(missing),
            len(asked),
            [ToGive(item.label, f"{url}#{anchor_of(item.key)}") for item in missing],
        )

    def _status(self, section: Section, data: dict, lacks: bool) -> Status:
        asked = [
            item
            for (place, _), items in self.comments.items()
            if place == section.key
            for item in items
        ]
        if asked and self.proposal.state == State.MORE_ASKED:
            done = all(self.is_dealt_with(comment) for comment in asked)
            return Status.CHANGED if done and not lacks else Status.TO_COMPLETE
        begun = any(is_answered(question, data.get(question.key)) for question in section.questions)
        if lacks:
            return Status.STARTED if begun else Status.EMPTY
        return Status.DONE if begun else Status.EMPTY

    def is_dealt_with(self, comment: FieldComment) -> bool:
        """Whether its author replied, or changed the answer it is about."""
        if comment.reply:
            return True
        answer = self.answers.get(comment.section)
        if answer is None or answer.seen is None:
            return bool(answer)
        return answer.data.get(comment.field) != answer.seen.get(comment.field)

    def _files(self) -> Part:
        status = Status.DONE if self.files else Status.EMPTY
        return Part(FILES, PLACES[FILES], self.url(FILES), status, 0, 0, [])

    def _consent(self) -> Part:
        url = self.url(CONSENT)
        missing = []
        if Use.SITE not in self.consents:
            missing.append(ToGive("Votre accord pour publier sur ce site", url))
        if self.proposal.licence_id is None:
            missing.append(ToGive("La licence", url))
        status = (Status.DONE, Status.STARTED, Status.EMPTY)[len(missing)]
        return Part(CONSENT, PLACES[CONSENT], url, status, 2 - len(missing), 2, missing)

    def in_words(self) -> list[dict]:
        """Every section, question and answer, to be read."""
        return [
            {
                "section": section,
                "part": self.part(section.key),
                "answers": [self._in_words(section, question) for question in section.questions],
            }
            for section in SECTIONS
        ]

    def _in_words(self, section: Section, question: Question) -> dict:
        answer = self.answers.get(section.key)
        value = answer.data.get(question.key) if answer else None
        said = answer_in_words(question, value, {})
        return {"question": question, "is_answered": is_answered(question, value)} | said
