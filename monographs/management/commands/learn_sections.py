"""Learn, from monographs, the words by which a section tells what it is."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError

from monographs.importing.recognising.wording import DATA, FIELDS, learned, told

WRITTEN = DATA / "section_words.txt"
_HEAD = (
    "# Words (cut to their stems) that monographs say in each section, and how often. A word that\n"
    "# begins by _ is a form: a year, an amount, a first word that is an action…\n"
    "# Written by manage.py learn_sections.\n"
)
Sample = tuple[str, str, str]


class Command(BaseCommand):
    help = (
        "Apprend, dans des monographies (fichier YAML), les mots de chaque rubrique, et récrit "
        "le fichier dont l’import se sert quand un titre lui est inconnu."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--to", type=Path, default=WRITTEN, metavar="FICHIER")

    def handle(self, *args, file: Path, to: Path, **options):
        try:
            records = yaml.safe_load(file.read_text(encoding="utf-8"))["monographies"]
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
            raise CommandError(f"« {file} » n’est pas un fichier de monographies.") from error
        samples = [sample for record in records for sample in samples_of(record)]
        counts = learned([*samples, *examples()])
        to.write_text(_HEAD + told(counts), encoding="utf-8")
        self.stdout.write(
            f"{len(counts)} mots appris dans {len(records)} monographies et les exemples."
        )


def samples_of(record: dict) -> Iterator[Sample]:
    """(Monograph, field, text) of each passage, written as a fiche would."""
    for field, texts in _texts(record).items():
        for text in texts:
            yield str(record["id"]), field, text


def examples() -> Iterator[Sample]:
    """The invented sentences of the house: each is a source of its own."""
    said = yaml.safe_load((DATA / "section_examples.yaml").read_text(encoding="utf-8"))
    for field, texts in said.items():
        for number, text in enumerate(texts):
            yield f"{field} {number}", field, text


def _texts(record: dict) -> dict[str, list[str]]:
    bearer = record.get("structure") or {}
    place = f"{bearer.get('nom', '')}, {bearer.get('ville', '')} ({bearer.get('departement', '')})"
    gains = (record.get("plus_value") or {}).values()
    told = {
        "structure": [place, bearer.get("description")],
        "partenaires": [_named(one, "nom", "role") for one in record.get("partenaires") or ()],
        "mise_en_oeuvre": [
            _named(one, "titre", "texte") for one in record.get("mise_en_oeuvre") or ()
        ],
        "plus_value": [text for texts in gains for text in texts],
        "financement": [(record.get("financement") or {}).get("texte")],
    }
    for field in FIELDS:
        said = record.get(field)
        if field not in told and said:
            told[field] = [said] if isinstance(said, str) else list(said)
    return {field: [text for text in texts if text] for field, texts in told.items()}


def _named(one: dict, name: str, text: str) -> str:
    return " : ".join(filter(None, (one.get(name), one.get(text))))
