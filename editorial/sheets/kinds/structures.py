"""Structures of the network: known by their slug or their SIRET; every act journalled."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from editorial.sheets.cells import Text
from editorial.sheets.columns import Column, column
from editorial.sheets.kinds.base import ObjectState, digest, identifier, rows_of
from editorial.sheets.kinds.items import CREATED, SLUG, UNDONE, ItemKind
from members import journal
from members.models import Act, Agreement, JournalEntry, Membership, Structure
from members.structures.rules import STAFF


class StructureKind(ItemKind):
    """Every act is written in the journal of the members' area, in the quality of the network."""

    also_identified_by = ("siret",)

    def states(self, pks: Sequence[int], user=None) -> dict[int, ObjectState]:
        rows = rows_of(self.model, [self.identity, *self.fields, "is_active"], pks)
        found = {}
        for pk, raw in rows.items():
            raw["state"] = "ouverte" if raw.pop("is_active") else "fermée"
            found[pk] = ObjectState(raw, digest(raw), raw["name"])
        return found

    def note(self, item, action: str, values: Iterable[str], user, deleted: bool = False) -> None:
        super().note(item, action, values, user, deleted)
        headers = ", ".join(self.by_key[key].header for key in values)
        if action == CREATED or deleted:
            # The journal never lets go of a structure it names: this one may be undone.
            said = "reprise (import annulé)" if deleted else "par tableur"
            act = Act.STRUCTURE_CHANGED if deleted else Act.STRUCTURE_CREATED
            what = f"« {item.name} », SIRET {item.siret}, {said}"
            journal.record(act, actor=user, quality=STAFF, details={"what": what})
            return
        how = "import annulé" if action == UNDONE else "par tableur"
        journal.record(
            Act.STRUCTURE_CHANGED,
            structure=item,
            actor=user,
            quality=STAFF,
            details={"what": f"{headers} ({how})"},
        )

    def why_kept(self, pk: int) -> str:
        for model, words in (
            (Membership, "des personnes l’ont rejointe depuis"),
            (Agreement, "elle a un dossier d’agrément"),
            (JournalEntry, "le journal des membres la nomme : fermez-la plutôt"),
        ):
            if model.objects.filter(structure=pk).exists():
                return words
        return super().why_kept(pk)

    def address_of(self, pk: int) -> str:
        return reverse("structures:edit", args=[pk])


# Each column after the SIRET, with what the template shows in it.
EXAMPLES = {
    "structure_type": "Atelier et chantier d’insertion",
    "training_body_number": "",
    "is_adherent": "oui",
    "address": "4 rue du Lavoir",
    "postcode": "02000",
    "city": "Laon",
    "department": "Aisne",
    "territory": "le Laonnois",
    "supports": "Maraîchage",
    "presentation": "Un jardin d’insertion en plein champ.",
    "website": "https://www.example.org",
    "contact": "la direction pédagogique",
    "is_fictional": "oui",
}
DIGITS = {"training_body_number": 11, "postcode": 5}


def _columns() -> list[Column]:
    columns = [
        identifier("slug", "Repère", "", **SLUG),
        column(Structure, "name", example="Les Jardins du Lavoir"),
        column(
            Structure,
            "siret",
            "SIRET",
            type=Text(digits=14),
            unique=str,
            maximum=14,
            help="Quatorze chiffres. Sans repère, c’est lui qui dit de quelle structure il s’agit.",
            example="00009999900005",
        ),
    ]
    for name, example in EXAMPLES.items():
        given = {"type": Text(digits=DIGITS[name])} if name in DIGITS else {}
        columns.append(column(Structure, name, example=example, **given))
    state = "Pour information : on ferme et on rouvre une structure depuis sa fiche."
    return [*columns, Column("state", "État", Text(), state, "", informative=True)]


STRUCTURES = StructureKind(
    Structure,
    _columns(),
    name="structures",
    label="Structures",
    one="structure",
    group="Structures et organisations",
    icon="group",
    feminine=True,
    lead=(
        "Les structures inscrites au réseau. Ni personne, ni agrément ici : seulement leur fiche. "
        "Aucun nom de personne."
    ),
)
