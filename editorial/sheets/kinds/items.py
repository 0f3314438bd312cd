"""Terms, keywords, organisations: objects without drafts, written at once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from wagtail.log_actions import log

from catalogue.models import (
    VOCABULARIES,
    Department,
    Keyword,
    Occupation,
    Organisation,
    Region,
    Term,
)
from catalogue.text import french_slug, normalised_key
from catalogue.uses import uses_of, uses_text
from editorial.sheets.columns import Column, column
from editorial.sheets.kinds.base import (
    Blocked,
    ObjectState,
    SheetKind,
    Written,
    digest,
    identifier,
    rows_of,
    stored_value,
)

CREATED, CHANGED, UNDONE = "sheets.create", "sheets.change", "sheets.undo"


class ItemKind(SheetKind):
    """Objects of one model, its columns declared by name."""

    def __init__(self, model: type[models.Model], columns: Sequence[Column], **words):
        self.model, self._columns = model, tuple(columns)
        for name, value in words.items():
            setattr(self, name, value)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def fields(self) -> list[str]:
        """Attributes read and written, identifier aside."""
        return [item.key for item in self.stored if item.key != self.identity]

    def allows(self, user) -> bool:
        label, name = self.model._meta.app_label, self.model._meta.model_name
        return user.has_perms([f"{label}.add_{name}", f"{label}.change_{name}"])

    def states(self, pks: Sequence[int], user=None) -> dict[int, ObjectState]:
        rows = rows_of(self.model, [self.identity, *self.fields], pks)
        return {pk: ObjectState(raw, digest(raw), self.label_of(raw)) for pk, raw in rows.items()}

    def label_of(self, raw: dict) -> str:
        return str(raw.get("label") or raw.get("name"))

    def create(self, values: dict, user, *, publish: bool) -> Written:
        item = self.model()
        self._name(item, values)
        self._write(item, values)
        self.note(item, CREATED, values, user)
        return Written(item.pk)

    def change(self, pk: int, values: dict, user, *, publish: bool) -> Written:
        item = self.model._base_manager.get(pk=pk)
        before = rows_of(self.model, values, [pk])[pk]
        self._write(item, values)
        self.note(item, CHANGED, values, user)
        return Written(pk, before)

    def restore(self, pk: int, before: dict, user) -> None:
        item = self.model._base_manager.get(pk=pk)
        try:
            self._write(item, before)
        except ValidationError as error:
            raise Blocked(" ".join(error.messages)) from error
        self.note(item, UNDONE, before, user)

    def remove(self, pk: int, before: dict, user) -> None:
        item = self.model._base_manager.get(pk=pk)
        self.note(item, UNDONE, {}, user, deleted=True)
        item.delete()

    def why_kept(self, pk: int) -> str:
        uses = uses_of(self.model._base_manager.get(pk=pk))
        return f"{uses_text(uses)} depuis l’import" if uses else ""

    def address_of(self, pk: int) -> str:
        return reverse(self.model.snippet_viewset.get_url_name("edit"), args=[pk])

    def note(self, item, action: str, values: Iterable[str], user, deleted: bool = False) -> None:
        """One line in the history of the object."""
        data = {"columns": [self.by_key[key].header for key in values]}
        log(item, action, user=user, data=data, content_changed=True, deleted=deleted)

    def _name(self, item, values: dict) -> None:
        """Give a new object a free identifier, made from its name."""
        base = french_slug(str(values.get("label") or values.get("name")))[:150] or "sans-nom"
        manager = self.model._base_manager
        taken = set(manager.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        item.slug = base if base not in taken else next(s for s in numbered if s not in taken)

    def _write(self, item, values: dict) -> None:
        """Write these values. Raises `ValidationError` when another object stands in the way."""
        linked = {}
        for name, value in values.items():
            found = self.model._meta.get_field(name)
            if found.many_to_many:
                linked[name] = (found, value)
            else:
                setattr(item, found.attname, stored_value(found, value))
        item.clean()
        item.validate_unique()
        self._link(item, linked, before=True)
        item.save()
        self._link(item, linked, before=False)

    @staticmethod
    def _link(item, linked: dict, *, before: bool) -> None:
        """Links kept with the object are set before it is saved, the others after."""
        for name, (found, value) in linked.items():
            if isinstance(found, ParentalManyToManyField) is before:
                objects = found.related_model._base_manager.filter(pk__in=value)
                getattr(item, name).set(list(objects))


SLUG = {"also": ("identifiant", "slug")}
TERM_EXAMPLES = {
    "label": "Maraîchage biologique",
    "acronym": "",
    "definition": "Cultiver des légumes sans produit chimique.",
    "source": "",
    "synonyms": "jardin bio\nlégumes bio",
    "note": "",
    "sort_order": 10,
}
# What a vocabulary holds besides its words, with an example.
OWN = {
    Occupation: {"rome_code": "A1414"},
    Region: {"code": "32"},
    Department: {"code": "02", "region": "Hauts-de-France"},
}
LIST_HELP = "Un par ligne dans la case (Alt+Entrée). La recherche les suit."
UNIQUE = {"label": normalised_key, "code": str, "name": normalised_key}


def term_kind(model: type[Term]) -> ItemKind:
    """The spreadsheet of one vocabulary."""
    examples = TERM_EXAMPLES | OWN.get(model, {})
    names = ["label", *OWN.get(model, ()), *list(TERM_EXAMPLES)[1:]]
    columns = [identifier("slug", "Repère", "", **SLUG)]
    for name in names:
        given = {"unique": UNIQUE.get(name), "example": examples[name]}
        if name == "synonyms":
            given["help"] = LIST_HELP
        columns.append(column(model, name, **given))
    plural = str(model._meta.verbose_name_plural)
    return ItemKind(
        model,
        columns,
        name=french_slug(plural),
        label=plural.capitalize(),
        one=str(model._meta.verbose_name),
        group="Vocabulaires",
        icon="tag",
    )


TERMS = tuple(term_kind(model) for model in VOCABULARIES)
KEYWORDS = ItemKind(
    Keyword,
    [
        identifier("slug", "Repère", "", **SLUG),
        column(
            Keyword,
            "name",
            "Mot-clé",
            help="En minuscules, au singulier, tel qu’un lecteur l’écrirait.",
            example="compost",
            unique=normalised_key,
            also=("nom",),
        ),
    ],
    name="mots-cles",
    label="Mots-clés",
    one="mot-clé",
    group="Vocabulaires",
    icon="tag",
)
ORGANISATIONS = ItemKind(
    Organisation,
    [
        identifier("slug", "Repère", "", **SLUG),
        column(Organisation, "name", example="Les Jardins du Lavoir", unique=normalised_key),
        column(Organisation, "kind", example="Structure"),
        column(Organisation, "types", example="Atelier et chantier d’insertion"),
        column(Organisation, "city", example="Laon"),
        column(Organisation, "department", example="Aisne"),
        column(Organisation, "region", example="Hauts-de-France"),
        column(Organisation, "description", example="Un jardin d’insertion en plein champ."),
        column(Organisation, "is_fictional", example="oui"),
    ],
    name="organisations",
    label="Organisations",
    one="organisation",
    group="Structures et organisations",
    icon="group",
    feminine=True,
    lead="Qui publie une fiche ou porte une pratique, tel que les sources le nomment.",
)
