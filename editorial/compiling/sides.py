"""The two sides of the same screens: the desk in the administration, everybody in their area."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from editorial.compiling.models import Compilation
from editorial.compiling.rights import is_desk, of_desk, of_person


@dataclass(frozen=True)
class Side:
    """Where the screens stand, and which recueils they show."""

    is_desk: bool
    base: str
    prefix: str

    def url(self, name: str, compilation: Compilation | None = None) -> str:
        args = [compilation.identifier] if compilation else []
        return reverse(f"{self.prefix}{name}", args=args)

    def compilations(self, user) -> QuerySet[Compilation]:
        return of_desk() if self.is_desk else of_person(user)

    def check(self, request: HttpRequest) -> None:
        """Raises `PermissionDenied`: the desk is for those who compose for the network."""
        if self.is_desk and not is_desk(request.user):
            raise PermissionDenied

    def one(self, request: HttpRequest, identifier: UUID) -> Compilation:
        """The recueil of this address; 404 for any other than its owner, or than the desk."""
        found = self.compilations(request.user).filter(identifier=identifier).first()
        if found is None:
            raise Http404
        return found


DESK = Side(True, "editorial/compiling/desk.html", "")
AREA = Side(False, "editorial/compiling/area.html", "editorial:")
