"""The site of the access matrix: every kind, level and state of record, each with secret words.

A record number 12 carries `titre012x` wherever its notice speaks (title, summary, terms,
address), `corps012…x` wherever its body speaks (text, tree, files), and `ebauche012x` in a
draft that nobody published. One look at the bytes of an answer says what it gives away.
"""

import re
from dataclasses import dataclass
from itertools import product

from catalogue.models import Department, Device, Record, Region, Step, Theme
from monographs.mapping import outlines
from monographs.models import MonographTool
from portal.models import CqpPage
from tests import builders
from tests.builders import make_monograph, make_referential, make_resource, make_term

KINDS = ("resource", "referential", "monograph")
LEVELS = ("public", "members", "accredited", "editors")
STATES = ("live", "draft", "expired", "withdrawn")
# Who opens it; whether its notice is hidden too.
SHADES = (LEVELS, (False, True))
WORD = re.compile(rb"(?:titre|corps|ebauche)\d{3}[a-z]*x")
PARTS = {
    "resource": ("purpose", "gesture"),
    "referential": ("tree", "scale"),
    "monograph": ("context", "step", "result", "quote"),
}


@dataclass(frozen=True)
class Case:
    """One record of the matrix."""

    number: int
    kind: str
    level: str
    hidden: bool
    state: str

    def __str__(self) -> str:
        notice = "notice hidden" if self.hidden else "notice shown"
        return f"{self.level} {self.kind}, {notice}, {self.state}"

    @property
    def title(self) -> str:
        return f"titre{self.number:03d}x"

    def part(self, name: str) -> str:
        return f"corps{self.number:03d}{name}x"

    @property
    def body(self) -> set[str]:
        """The words that only those who open the record may read on its page."""
        return {self.part(name) for name in PARTS[self.kind]}


def words(content: bytes) -> set[str]:
    """The secret words of an answer."""
    return {word.decode() for word in WORD.findall(content)}


def all_cases() -> list[Case]:
    """Live: every kind. In the other states, which hide alike, the kinds take turns."""
    live = [(kind, level, hidden, "live") for kind, level, hidden in product(KINDS, *SHADES)]
    other = [
        (KINDS[(rank + rank // 3) % 3], level, hidden, state)
        for rank, (level, hidden, state) in enumerate(product(*SHADES, STATES[1:]))
    ]
    return [Case(number, *row) for number, row in enumerate([*live, *other], start=1)]


class World:
    """The site, its records, and the pages that speak of them."""

    def __init__(self) -> None:
        self.home = builders.make_site()
        self.support = make_term(builders.Support, "Support commun")
        self.device = make_term(Device, "Dispositif commun")
        self.step = make_term(Step, "Étape commune")
        self.region = make_term(Region, "Région commune", code="99")
        self.cases = all_cases()
        self.records: dict[Case, Record] = {}
        self.files = {}
        for case in self.cases:
            self._add(case)
        self._add_witnesses()
        self.readers = {name: builders.make_user(name) for name in builders.READERS}

    def of_kind(self, *kinds: str) -> list[Case]:
        return [case for case in self.cases if case.kind in kinds]

    def _add(self, case: Case) -> None:
        record = MAKERS[case.kind](
            live=False,
            title=f"{case.title} commun",
            slug=case.title,
            summary=f"Résumé {case.title}.",
            access_level=case.level,
            hide_notice=case.hidden,
            supports=[self.support],
            steps=[self.step],
            devices=[self.device],
            themes=[make_term(Theme, f"Thème {case.title}")],
            **BODIES[case.kind](case),
            **self._place(case),
        )
        self.records[case] = record
        self.files[case] = builders.make_thumbnail(
            builders.make_file(record, data=builders.PDF + case.part("file").encode()),
            b"\x89PNG\r\n\x1a\n" + case.part("thumbnail").encode(),
        )
        if case.state != "draft":
            record = self.records[case] = builders.publish(record)
        if case.state == "live":
            record.title = f"ebauche{case.number:03d}x"
            record.save_revision(log_action=False)
        elif case.state == "expired":
            builders.expire(record)
        elif case.state == "withdrawn":
            record.unpublish(log_action=False)

    def _place(self, case: Case) -> dict:
        """A place of its own: a département, or a région for every other one."""
        if case.kind != "monograph":
            return {}
        label, rank = f"Lieu {case.title}", case.number - self.of_kind("monograph")[0].number
        if case.level in ("public", "accredited"):
            return {"regions": [Region.objects.create(label=label, code=f"R{rank}")]}
        code = sorted(outlines()["paths"])[rank]
        place = Department.objects.create(label=label, code=code, region=self.region)
        return {"departments": [place]}

    def _add_witnesses(self) -> None:
        """Public pages that speak of every record, each in its own way."""
        self.sharing = make_resource(title="Témoin", devices=[self.device])
        self.used = make_resource(title="Outil témoin")
        self.serving = make_resource(title="Ressource témoin")
        self.replaced = make_resource(title="Remplacée témoin", state="replaced")
        self.served = make_referential(title="Référentiel témoin", tree=builders.make_tree())
        self.practice = make_monograph(title="Pratique témoin")
        self.cqp = builders.make_page(CqpPage, slug="cqp", steps=[("step", self._cqp_step())])
        served = self.served.competencies.first()
        for case in self.cases:
            record = self.records[case]
            if case.kind == "resource":
                builders.link_competency(record, served)
                MonographTool.objects.create(page=self.practice, label="Outil", record=record)
            elif case.kind == "monograph":
                MonographTool.objects.create(page=record, label="Outil", record=self.used)
            else:
                for competency in record.competencies.all():
                    builders.link_competency(self.serving, competency)

    def _cqp_step(self) -> dict:
        return {
            "title": "Préparer",
            "what": "Se préparer.",
            "who": [],
            "duration": "",
            "documents": [],
            "rules": [],
            "path_steps": [self.step.slug],
        }


MAKERS = {"resource": make_resource, "referential": make_referential, "monograph": make_monograph}
BODIES = {
    "resource": lambda case: {
        "purpose": case.part("purpose"),
        "how_to_use": [case.part("gesture")],
    },
    "referential": lambda case: {
        "tree": _tree(case.part("tree")),
        "scale": [("level", {"code": "1", "label": case.part("scale"), "description": ""})],
    },
    "monograph": lambda case: {
        "context": case.part("context"),
        "implementation": [("step", {"title": case.part("step"), "when": "", "text": ""})],
        "results": [case.part("result")],
        "quotes": [("quote", {"text": case.part("quote"), "role": ""})],
    },
}


def _tree(word: str) -> list:
    tree = builders.make_tree(competencies=1)
    competency = tree[0][1]["activities"][0]["competencies"][0]
    competency |= {"label": word, "criteria": [word]}
    return tree
