"""Vocabularies, territories, licences, organisations."""

import json
from pathlib import Path

import catalogue
from catalogue.models import (
    Audience,
    Department,
    Device,
    FormerName,
    Funder,
    Licence,
    Occupation,
    Organisation,
    PartnerType,
    Region,
    ResourceKind,
    Role,
    Step,
    StructureType,
    Support,
    Term,
    Theme,
)
from catalogue.text import normalised_key
from portal.demo.reading import load, source_words, typographic
from portal.models import SynonymGroup

SECTIONS: dict[str, type[Term]] = {
    "types_ressources": ResourceKind,
    "filieres": Support,
    "metiers": Occupation,
    "dispositifs": Device,
    "thematiques": Theme,
    "themes_panoramas_dreets": Theme,
    "etapes_parcours": Step,
    "publics": Audience,
    "roles_acteurs": Role,
    "types_structure": StructureType,
    "types_partenaires": PartnerType,
    "financeurs": Funder,
}


def seed_vocabularies() -> None:
    """Every term of the corpus that is not there yet."""
    data, complements = load("corpus/vocabulaires"), load("pages/vocabulary_complements")
    for section, model in SECTIONS.items():
        _seed(model, data[section]["termes"])
    # Ours come first on the path: a structure commits before anyone is welcomed.
    _seed(Step, complements["etapes_parcours"], start=0)
    _seed(Role, [role for role in complements["roles"] if "same_as" not in role])
    for pair in data["equivalences_historiques"]["termes"]:
        FormerName.objects.get_or_create(
            former=typographic(pair["ancien"]),
            defaults={
                "current": typographic(pair["actuel"] or "n’existe plus"),
                "certainty": _certainty(pair.get("certitude", "")),
            },
        )
    _seed_territories()


def _certainty(text: str) -> str:
    return source_words(text) or typographic(text)


def _seed(model: type[Term], terms: list[dict], start: int = 100) -> None:
    known = set(model.objects.values_list("key", flat=True))
    for rank, item in enumerate(terms):
        label = typographic(item.get("libelle") or item["label"])
        if normalised_key(label) in known:
            continue
        extra = {"rome_code": item["rome"]} if item.get("rome") else {}
        model.objects.create(
            slug=item["slug"],
            label=label,
            acronym=item.get("sigle") or "",
            definition=typographic(item.get("definition") or ""),
            source=source_words(item.get("source_definition")),
            synonyms="\n".join(map(typographic, item.get("synonymes") or [])),
            note=typographic(item.get("note") or ""),
            sort_order=start + rank,
            **extra,
        )
        known.add(normalised_key(label))


def _seed_territories() -> None:
    path = Path(catalogue.__file__).parent / "data" / "territoires.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    regions = {}
    for code, name in data["regions"]:
        regions[code], _new = Region.objects.get_or_create(
            code=code, defaults={"label": typographic(name)}
        )
    for code, name, region in data["departments"]:
        Department.objects.get_or_create(
            code=code, defaults={"label": typographic(name), "region": regions[region]}
        )


def seed_licences() -> None:
    """Licences in plain words."""
    for item in load("pages/vocabulary_complements")["licences"]:
        fields = {name: item[name] for name in ("label", "url", "can", "must", "cannot")}
        Licence.objects.get_or_create(slug=item["slug"], defaults=fields)


def seed_synonyms() -> None:
    """Groups that editors have not added themselves, known by their first words."""
    for group in load("synonyms"):
        SynonymGroup.objects.get_or_create(
            words=group["words"],
            defaults={name: group[name] for name in ("direction", "note") if name in group},
        )


def seed_organisations() -> None:
    """The network and the three fictional agreed structures."""
    for item in load("pages/vocabulary_complements")["organisations"]:
        if Organisation.objects.filter(slug=item["slug"]).exists():
            continue
        organisation = Organisation(
            slug=item["slug"],
            name=item["name"],
            kind=item["kind"],
            city=item["city"],
            department=Department.objects.filter(code=item["department"]).first(),
            description=item["description"],
            is_fictional=item.get("fictional", False),
        )
        organisation.types = StructureType.objects.filter(slug__in=item["types"])
        organisation.save()


class Finder:
    """Terms of a vocabulary by slug, label, acronym or synonym (all normalised)."""

    def __init__(self, model: type[Term]):
        self.model = model
        self.index: dict[str, Term] = {}
        terms = list(model.objects.all())
        for words in (self._synonyms, self._acronym, self._label):
            for term in terms:
                self.index |= {normalised_key(word): term for word in words(term) if word}

    @staticmethod
    def _label(term: Term) -> list[str]:
        return [term.slug, term.label]

    @staticmethod
    def _acronym(term: Term) -> list[str]:
        return [term.acronym]

    @staticmethod
    def _synonyms(term: Term) -> list[str]:
        return term.synonym_list

    def one(self, word: str) -> Term:
        """The term called so. Raises `KeyError` naming the vocabulary and the word."""
        try:
            return self.index[normalised_key(word)]
        except KeyError as error:
            raise KeyError(f"{self.model._meta.verbose_name} inconnu : {word}") from error

    def many(self, words: list[str] | None) -> list[Term]:
        return list(dict.fromkeys(self.one(word) for word in words or []))
