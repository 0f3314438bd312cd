"""The 28 monographs of the published sources."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from catalogue.models import (
    Audience,
    Department,
    Device,
    Occupation,
    Organisation,
    PartnerType,
    Region,
    ResourceKind,
    StructureType,
    Support,
    Theme,
)
from catalogue.text import french_slug
from monographs.models import MonographIndexPage, MonographPage, MonographTool
from portal.demo.keywords import set_keywords
from portal.demo.reading import load, typographic
from portal.demo.vocabularies import Finder

LINES = {
    "objectives": "objectifs",
    "results": "resultats",
    "levers": "leviers",
    "vigilance": "points_de_vigilance",
    "perspectives": "perspectives",
}
VALUES = {
    "value_structure": "siae",
    "value_company": "entreprise",
    "value_employees": "salaries",
    "value_territory": "territoire",
}


class MonographLoader:
    """Adds the monographs that are missing; finders are built once for all."""

    def __init__(self, index: MonographIndexPage):
        self.index = index
        self.find = {
            model: Finder(model)
            for model in (
                Audience,
                Device,
                Occupation,
                PartnerType,
                ResourceKind,
                StructureType,
                Support,
                Theme,
            )
        }
        self.publisher = Organisation.objects.get(slug="reseau")

    def load(self, progress) -> None:
        known = set(MonographPage.objects.values_list("slug", flat=True))
        items = load("corpus/monographies")["monographies"]
        for item in items:
            if item["id"] not in known:
                self._add(item)
            progress()

    def _add(self, item: dict) -> None:
        page = MonographPage(
            title=typographic(item["titre"]),
            slug=item["id"],
            identifier=uuid5(NAMESPACE_URL, f"monographie/{item['id']}"),
            summary=shortened(typographic(item["resume"])),
            publisher=self.publisher,
            review_by=date(2027, 11, 1),
            audience_text=typographic(item.get("public_cible") or ""),
            context=typographic(item.get("contexte") or ""),
            funding_text=typographic((item.get("financement") or {}).get("texte") or ""),
            **self._source(item["source"]),
            **{name: _lines(item.get(key)) for name, key in LINES.items()},
            **{
                name: _lines((item.get("plus_value") or {}).get(key))
                for name, key in VALUES.items()
            },
        )
        self._streams(page, item)
        self._terms(page, item)
        page.tools = [self._tool(tool) for tool in item.get("outils") or []]
        self.index.add_child(instance=page)
        set_keywords(page, [typographic(word) for word in item["mots_cles"]])
        page.save_revision(log_action=False).publish()

    @staticmethod
    def _source(source: dict) -> dict:
        sheet = source.get("fiche")
        return {
            "source_title": typographic(source["document"]),
            "source_publisher": typographic(source["editeur"]),
            "source_year": source["annee"],
            "source_place": f"Fiche {sheet}"
            if isinstance(sheet, int)
            else typographic(sheet or ""),
        }

    def _streams(self, page: MonographPage, item: dict) -> None:
        page.partners = [
            (
                "partner",
                {
                    "name": typographic(partner["nom"]),
                    "partner_type": self.find[PartnerType].one(partner["type"]),
                    "role": typographic(partner["role"]),
                },
            )
            for partner in item.get("partenaires") or []
        ]
        page.implementation = [
            (
                "step",
                {"title": typographic(s["titre"]), "when": "", "text": typographic(s["texte"])},
            )
            for s in sorted(item.get("mise_en_oeuvre") or [], key=lambda step: step["ordre"])
        ]
        page.key_figures = [("figure", _figure(f)) for f in item.get("chiffres_cles") or []]
        amounts = (item.get("financement") or {}).get("montants") or []
        page.funding = [("line", _funding(amount)) for amount in amounts]

    def _terms(self, page: MonographPage, item: dict) -> None:
        structure = item["structure"]
        themes = [item["thematique"], *(item.get("thematiques_secondaires") or [])]
        page.themes = self.find[Theme].many(themes)
        page.devices = self.find[Device].many(item.get("dispositifs"))
        page.supports = self.find[Support].many(item.get("filieres"))
        page.audiences = self.find[Audience].many(item.get("publics"))
        page.structure_types = self.find[StructureType].many(structure["type"])
        occupations = [entry["libelle"] for entry in item.get("metiers") or []]
        page.occupations = self.find[Occupation].many(occupations)
        page.departments = Department.objects.filter(code=structure.get("departement") or "")
        page.regions = Region.objects.filter(label=typographic(structure["region"]))
        page.bearers = [self._bearer(structure)]

    def _bearer(self, structure: dict) -> Organisation:
        name = typographic(structure["nom"])
        found = Organisation.objects.filter(slug=french_slug(name)).first()
        if found:
            return found
        bearer = Organisation(
            name=name,
            slug=french_slug(name),
            city=typographic(structure.get("ville") or ""),
            department=Department.objects.filter(code=structure.get("departement") or "").first(),
            region=Region.objects.filter(label=typographic(structure["region"])).first(),
            description=typographic(structure.get("description") or ""),
        )
        bearer.types = self.find[StructureType].many(structure["type"])
        bearer.save()
        return bearer

    def _tool(self, tool: dict) -> MonographTool:
        return MonographTool(
            label=typographic(tool["intitule"]),
            resource_kind=self.find[ResourceKind].one(tool["type_ressource"]),
            availability=typographic(tool.get("disponibilite") or ""),
        )


def _lines(items: list[str] | None) -> list[str]:
    return [typographic(" ".join(text.split())) for text in items or []]


def _figure(figure: dict) -> dict:
    return {
        "value": str(figure["valeur"]),
        "unit": typographic(str(figure["unite"])),
        "label": typographic(figure["libelle"]),
        "period": typographic(str(figure.get("periode") or "")),
        "approx": bool(figure.get("approx")),
    }


def _funding(amount: dict) -> dict:
    return {
        "year": str(amount.get("annee") or ""),
        "amount": amount.get("montant_eur"),
        "funders": typographic(", ".join(amount.get("financeurs") or [])),
        "purpose": typographic(amount.get("objet") or ""),
    }


def shortened(text: str, limit: int = 400) -> str:
    """The text cut at the last whole sentence that fits in `limit` characters."""
    text = " ".join(text.split(" "))
    if len(text) <= limit:
        return text
    head = text[:limit]
    return head[: head.rfind(". ") + 1] or head
