"""Files by their address, for the structure's people only: for anybody else there are none."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from members.agreement.dossier import Dossier
from members.agreement.writing import WRITABLE
from members.models import Agreement, Structure
from members.permissions import Quality, qualities_of

INSIDE = frozenset({Quality.REFERENT, Quality.MEMBER})


@dataclass(frozen=True)
class Found:
    """A file, and in which qualities this person reads it."""

    agreement: Agreement
    qualities: frozenset[Quality]
    dossier: Dossier

    @property
    def is_referent(self) -> bool:
        return Quality.REFERENT in self.qualities

    @property
    def is_writable(self) -> bool:
        """Whether this person may write in it now."""
        return self.is_referent and self.agreement.state in WRITABLE


def find_structure(user, slug: str) -> tuple[Structure, frozenset[Quality]]:
    """The structure at this address. Raises `Http404` for whoever is not in it."""
    structure = get_object_or_404(Structure, slug=slug)
    qualities = qualities_of(user, structure)
    if not qualities & INSIDE:
        raise Http404
    return structure, qualities


def find_file(user, slug: str, reference: str) -> Found:
    """The file at this address. Raises `Http404` for whoever is not in its structure."""
    structure, qualities = find_structure(user, slug)
    agreement = get_object_or_404(structure.agreements, reference=reference)
    agreement.structure = structure
    return Found(agreement, qualities, Dossier(agreement))
