"""What the public may read of a structure: one door, for the page, the list, the CSV, the map.

A structure is there when it chose to be (`is_listed`) and the network has not closed it: asked
at each request. Pages receive a `Listed`, never the model, so that what a structure keeps for
itself cannot slip in.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from exports.document import french_date
from members.models import Agreement, Structure
from members.models.structures import Published


@dataclass(frozen=True)
class InForce:
    """The agreement that is valid today."""

    first_day: date
    last_day: date
    supports: tuple[str, ...]
    code: str

    @property
    def since(self) -> str:
        return french_date(self.first_day)

    @property
    def until(self) -> str:
        return french_date(self.last_day)


@dataclass(frozen=True)
class Listed:
    """A structure of the directory. What it did not publish is empty."""

    key: int
    name: str
    slug: str
    kind: str
    kind_label: str
    city: str
    department: str
    region: str
    supports: tuple[str, ...]
    is_adherent: bool
    is_fictional: bool
    agreement: InForce | None
    address: str = ""
    postcode: str = ""
    territory: str = ""
    presentation: str = ""
    website: str = ""
    contact: str = ""
    logo_url: str = ""

    @property
    def url(self) -> str:
        return reverse("members:public_structure", args=[self.slug])

    @property
    def place(self) -> str:
        """« Laon (Aisne) »."""
        return f"{self.city} ({self.department})"


def listed() -> QuerySet[Structure]:
    """The structures of the directory."""
    return Structure.objects.open().filter(is_listed=True)


def with_status() -> QuerySet[Structure]:
    """The same, each with `is_agreed`: whether an agreement is in force today."""
    in_force = Agreement.objects.in_force().filter(structure=OuterRef("pk"))
    return listed().annotate(is_agreed=Exists(in_force))


def read(structures: QuerySet[Structure]) -> list[Listed]:
    """Four queries, whatever their number."""
    in_force = Agreement.objects.in_force().order_by("-valid_until").prefetch_related("supports")
    rows = structures.select_related("structure_type", "department__region").prefetch_related(
        "supports", Prefetch("agreements", in_force, to_attr="agreements_in_force")
    )
    return [_listed(row) for row in rows]


def _listed(structure: Structure) -> Listed:
    kind = structure.structure_type
    found = structure.agreements_in_force[:1]
    return Listed(
        key=structure.pk,
        name=structure.name,
        slug=structure.slug,
        kind=kind.acronym or kind.label,
        kind_label=kind.label,
        city=structure.city,
        department=structure.department.label,
        region=structure.department.region.label,
        supports=_labels(structure),
        is_adherent=structure.is_adherent,
        is_fictional=structure.is_fictional,
        agreement=_in_force(found[0]) if found else None,
        **_chosen(structure),
    )


def _in_force(agreement: Agreement) -> InForce:
    return InForce(agreement.valid_from, agreement.valid_until, _labels(agreement), agreement.code)


def _chosen(structure: Structure) -> dict[str, str]:
    """What the structure chose to publish, and nothing else."""
    values = {
        Published.ADDRESS: {"address": structure.address, "postcode": structure.postcode},
        Published.TERRITORY: {"territory": structure.territory},
        Published.PRESENTATION: {"presentation": structure.presentation},
        Published.WEBSITE: {"website": _safe_link(structure.website)},
        Published.CONTACT: {"contact": structure.contact},
        Published.LOGO: {"logo_url": _logo_url(structure)},
    }
    return {
        name: value
        for key, fields in values.items()
        if structure.shows(key)
        for name, value in fields.items()
    }


def _safe_link(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _logo_url(structure: Structure) -> str:
    return reverse("members:structure_logo", args=[structure.slug]) if structure.logo else ""


def _labels(item: Structure | Agreement) -> tuple[str, ...]:
    return tuple(support.label for support in item.supports.all())
