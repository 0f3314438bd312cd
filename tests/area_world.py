"""The people of the members' area, and what stands in the blanks of its addresses."""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.test import Client

from catalogue.models import Production
from editorial.compiling.models import Compilation
from editorial.proposing.models import Proposal
from editorial.proposing.tokens import token_of
from editorial.sheets.models import SheetImport
from members.models import Agreement, KeptSelection, Role, SavedSearch, State, Structure, User
from monographs.importing.models import FicheImport, ImportBatch, ImportedFile
from portal.groups import ADMINISTRATORS, CERTIFIERS, CONTRIBUTORS, EDITORS
from tests.builders import make_monograph, make_resource
from tests.structures import (
    fill,
    join,
    make_agreement,
    make_document,
    make_person,
    make_structure,
)

READERS = (
    "anonymous",
    "no_structure",
    "member",
    "referent",
    "agreed",
    "lapsed",
    "suspended",
    "other_structure",
    "contributor",
    "editor",
    "certifier",
    "administrator",
)
GROUPS = {
    "contributor": CONTRIBUTORS,
    "editor": EDITORS,
    "certifier": CERTIFIERS,
    "administrator": ADMINISTRATORS,
}
# Each is the référent·e of a structure of their own, whose last file is in this state.
OWN_FILE = {
    "agreed": State.AGREED,
    "lapsed": State.EXPIRED,
    "suspended": State.SUSPENDED,
    "other_structure": State.DRAFT,
}


@dataclass
class Area:
    """One structure with a file under way, its two people, and ten other readers."""

    structure: Structure
    agreement: Agreement
    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, reader: str) -> Client:
        """The same client all along: signing in is the slow part."""
        return self.clients[reader]


def make_area() -> Area:
    structure = make_structure(name="La Maison", is_adherent=True, is_listed=True)
    structure.logo.save("logo.png", ContentFile(b"PNG"))
    area = Area(structure, fill(make_agreement(structure, State.DRAFT)))
    for reader in READERS:
        user = area.users[reader] = _person(reader, structure)
        area.clients[reader] = Client()
        if user.is_authenticated:
            area.clients[reader].force_login(user)
    return area


def _person(reader: str, structure: Structure):
    if reader == "anonymous":
        return AnonymousUser()
    user = make_person(f"{reader.replace('_', '-')}@example.org")
    if reader in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[reader]))
    if reader in ("member", "referent"):
        join(structure, user, Role(reader))
    if reader in OWN_FILE:
        own = make_structure()
        join(own, user, Role.REFERENT)
        make_agreement(own, OWN_FILE[reader])
    return user


def samples(area: Area) -> dict[str, str]:
    """What fills the blanks of addresses, by « address blank » or by the name of the blank."""
    search = SavedSearch.objects.create(user=area.users["member"], name="La mienne")
    of_searches = {
        f"members:{name}_search pk": str(search.pk) for name in ("edit", "follow", "delete")
    }
    member = area.structure.memberships.get(user=area.users["member"])
    asked = make_resource(access_level="accredited")
    return (
        of_searches
        | imported_fiche()
        | _of_proposals()
        | _sheets()
        | _kept(area)
        | {
            # A certificate is given for what is or was agreed.
            "members:certificate reference": make_agreement(
                area.structure, State.EXPIRED
            ).reference,
            "members:person_change pk": str(member.pk),
            "members:person_change act": "retirer",
            "members:ask identifier": str(asked.identifier),
            "slug": area.structure.slug,
            "reference": area.agreement.reference,
            "section": "competences",
            "action": "abandonner",
            "code": area.agreement.code,
            "identifier": str(make_document(area.agreement).identifier),
        }
    )


def imported_fiche() -> dict[str, str]:
    """An import by nobody in particular, its draft, and a fiche to compare it with."""
    batch = ImportBatch.objects.create()
    refused = ImportedFile.objects.create(batch=batch, name="scan.pdf", state="refused")
    draft = FicheImport.objects.create(file=refused, page=make_monograph(live=False))
    return {
        "fiche_import_batch pk": str(batch.pk),
        "fiche_by_hand pk": str(refused.pk),
        "fiche_review pk": str(draft.pk),
        "fiche_compare pk": str(draft.pk),
        "fiche_compare other": str(make_monograph().pk),
    }


def _sheets() -> dict[str, str]:
    """Blanks of the addresses of spreadsheets."""
    themes = SheetImport.objects.create(kind="thematiques", name="themes.csv")
    return {
        "sheet_kind kind": "thematiques",
        "sheet_take kind": "thematiques",
        "sheet_take what": "modele",
        "sheet_take extension": "csv",
        "sheet_import pk": str(themes.pk),
        "sheet_act pk": str(themes.pk),
    }


def _of_proposals() -> dict[str, str]:
    """A practice that a structure sent, without any account."""
    proposal = Proposal.objects.create(email="a@example.org", email_key="a", state="sent")
    screens = ("proposal_review", "proposal_decision", "proposal_joined")
    pages = ("proposal", "proposal_withdrawal", "proposal_revocation", "section")
    found = {f"{name} identifier": str(proposal.identifier) for name in screens}
    return found | {f"editorial:{name} token": token_of(proposal) for name in pages}


def _kept(area: Area) -> dict[str, str]:
    """What people keep for themselves."""
    return _of_selections(area) | _of_compilations(area)


# Recueils.
def _of_compilations(area: Area) -> dict[str, str]:
    """One of the member, one of the network, each with a part."""
    found = {}
    for prefix, owner in (("editorial:", area.users["member"]), ("", None)):
        compilation = Compilation.objects.create(owner=owner, title="Un recueil")
        group = compilation.groups.create(title="Une partie")
        found[f"{prefix}compilation identifier"] = str(compilation.identifier)
        for name in ("cover", "group", "add", "preview", "act", "make", "delete"):
            found[f"{prefix}compilation_{name} identifier"] = str(compilation.identifier)
        found[f"{prefix}compilation_group pk"] = str(group.pk)
    return found


# Productions and selections.
def _of_selections(area: Area) -> dict[str, str]:
    """A selection that the member shares with the structure; a document for whoever holds it."""
    kept = KeptSelection.objects.create(
        user=area.users["member"], name="La mienne", codes="a.b", structure=area.structure
    )
    made = Production.objects.create(key="une", kind="selection", title="Une sélection")
    names = ("selection", "edit_selection", "delete_selection")
    return {f"members:{name} pk": str(kept.pk) for name in names} | {
        f"productions:{name} identifier": str(made.identifier)
        for name in ("page", "file", "stop", "retry")
    }
