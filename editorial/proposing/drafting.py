"""From an accepted proposal to the draft of a monograph, by the same road as imported fiches."""

from django.core.files.base import File

from catalogue.models import StructureType
from catalogue.storing import attach_file
from editorial.proposing.models import Proposal
from editorial.proposing.writing import Refused
from monographs.importing.document import ImportRefused
from monographs.importing.drafting import draft_of
from monographs.importing.fiche import Fiche, Item
from monographs.models import MonographPage

YEARS = range(1980, 2101)
# Key of the common template → (section, question) whose lines are its passages.
LINES = {
    "objectifs": ("objectives", "objectives"),
    "resultats": ("results", "results"),
    "leviers": ("lessons", "levers"),
    "points_de_vigilance": ("lessons", "vigilance"),
    "perspectives": ("lessons", "perspectives"),
}
TEXTS = {
    "titre": ("practice", "title"),
    "public_cible": ("audience", "who"),
    "contexte": ("why", "context"),
    "financement": ("funding", "funding"),
}
# Key → (section, table, column of the table → part of the passage).
TABLES = {
    "partenaires": ("partners", "partners", {"name": "nom", "role": "role"}),
    "mise_en_oeuvre": ("steps", "steps", {"title": "titre", "when": "quand", "text": "texte"}),
    "chiffres_cles": (
        "results",
        "figures",
        {"value": "valeur", "unit": "unite", "label": "libelle", "period": "periode"},
    ),
}
STRUCTURE = {"name": "nom", "city": "ville", "department": "departement"}
VALUES = {"value_employees": "salaries", "value_structure": "siae"}

Answers = dict[str, dict]


def answers_of(proposal: Proposal) -> Answers:
    """Section → its answers."""
    return dict(proposal.answers.values_list("section", "data"))


def fiche_of(answers: Answers) -> Fiche:
    """The answers in the common template; sure of everything, as their author placed them."""
    fields = {key: _texts(answers, *place) for key, place in TEXTS.items()}
    fields |= {key: _lines(answers, *place) for key, place in LINES.items()}
    fields |= {key: _rows(answers, *table) for key, table in TABLES.items()}
    fields["structure"] = [_structure(answers)]
    fields["plus_value"] = [
        Item(item.text, parts={"pour": whom})
        for question, whom in VALUES.items()
        for item in _lines(answers, "results", question)
    ]
    year = answers.get("practice", {}).get("year")
    return Fiche(fields, year=year if year in YEARS else None)


def draft_from(proposal: Proposal, user) -> MonographPage:
    """A draft by `user`, filled with the proposal, its files attached. Raises `Refused`."""
    answers = answers_of(proposal)
    try:
        page = draft_of(fiche_of(answers), user)
    except ImportRefused as refusal:
        raise Refused(str(refusal)) from refusal
    structure = answers.get("structure", {})
    page.summary = answers.get("practice", {}).get("sentence", "")[:400]
    page.licence = proposal.licence
    page.source_title = ""
    if not page.bearers.all():
        place = ", ".join(filter(None, (structure.get("name"), structure.get("city"))))
        page.owner_note = f"À ajouter dans « Organisations » : {place}."[:250]
    page.source_publisher = str(structure.get("name") or "")[:250]
    page.structure_types = StructureType.objects.filter(slug=structure.get("type") or "")
    page.save()
    page.save_revision(user=user, log_action=False)
    for item in proposal.files.all():
        with item.file.open("rb") as stored:
            attach_file(page, item.label, File(stored, name=item.name))
    return page


def _texts(answers: Answers, section: str, question: str) -> list[Item]:
    text = str(answers.get(section, {}).get(question) or "").strip()
    return [Item(text)] if text else []


def _lines(answers: Answers, section: str, question: str) -> list[Item]:
    text = str(answers.get(section, {}).get(question) or "")
    lines = (line.strip().lstrip("-•*–").strip() for line in text.splitlines())
    return [Item(line) for line in lines if line]


def _rows(answers: Answers, section: str, question: str, parts: dict[str, str]) -> list[Item]:
    rows = answers.get(section, {}).get(question) or []
    found = []
    for row in rows:
        said = {part: str(row.get(column) or "") for column, part in parts.items()}
        found.append(Item(" ".join(filter(None, said.values())), parts=said))
    return found


def _structure(answers: Answers) -> Item:
    said = answers.get("structure", {})
    parts = {part: str(said.get(key) or "") for key, part in STRUCTURE.items()}
    types = dict(StructureType.objects.values_list("slug", "label"))
    parts["type"] = types.get(said.get("type") or "", "")
    parts["presentation"] = str(said.get("presentation") or "")
    return Item(" ".join(filter(None, parts.values())), parts=parts)
