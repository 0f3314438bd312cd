"""What the site knows of a person: each room says its part, the person reads it all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from members.models import (
    Agreement,
    FileOpening,
    Invitation,
    JournalEntry,
    OutgoingMail,
    SectionAnswer,
    SectionReview,
    SupportingDocument,
    User,
)

Row = dict[str, object]


@dataclass(frozen=True)
class Part:
    """One kind of data: `rows` gives it for a person, French names to plain values."""

    title: str
    rows: Callable[[User], Iterable[Row]]


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Add parts (rooms call it from `AppConfig.ready`)."""
    _parts.update({part.title: part for part in parts})


def data_of(user: User) -> dict[str, list[Row]]:
    """Everything about this person, by part, ready for JSON."""
    return {
        part.title: [{key: _plain(value) for key, value in row.items()} for row in part.rows(user)]
        for part in _parts.values()
    }


def _plain(value):
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (bool, int, str)) or value is None else str(value)


def account(user: User) -> list[Row]:
    return [
        {
            "adresse électronique": user.email,
            "prénom": user.first_name,
            "nom": user.last_name,
            "compte ouvert le": user.date_joined,
            "dernière connexion": user.last_login,
            "droits": ", ".join(user.groups.values_list("name", flat=True)),
        }
    ]


def memberships(user: User) -> list[Row]:
    return [
        {
            "structure": membership.structure.name,
            "rôle": membership.get_role_display(),
            "depuis le": membership.joined_at,
        }
        for membership in user.memberships.select_related("structure")
    ]


def requests_to_join(user: User) -> list[Row]:
    return [
        {
            "structure": request.structure.name,
            "message": request.message,
            "envoyée le": request.created_at,
            "acceptée": request.accepted,
        }
        for request in user.join_requests.select_related("structure")
    ]


def requests_for_records(user: User) -> list[Row]:
    return [
        {
            "fiche": request.record.title,
            "motif": request.reason,
            "envoyée le": request.created_at,
            "acceptée": request.accepted,
            "réponse": request.word,
        }
        for request in user.record_requests.select_related("record")
    ]


def invitations(user: User) -> list[Row]:
    """Those received at this address, and those sent."""
    received = Invitation.objects.filter(email=user.email).select_related("structure")
    sent = Invitation.objects.filter(invited_by=user).select_related("structure")
    rows = [("reçue", invitation) for invitation in received]
    rows += [("envoyée", invitation) for invitation in sent]
    return [
        {
            "sens": way,
            "structure": invitation.structure.name,
            # The address of somebody else is theirs: it is not given.
            "adresse": user.email if way == "reçue" else "",
            "le": invitation.created_at,
            "acceptée le": invitation.used_at,
        }
        for way, invitation in rows
    ]


def written(user: User) -> list[Row]:
    """Where this person's name stands on agreement files; the words belong to the structure."""
    found = []
    for model, label in (
        (SectionAnswer, "rubrique écrite"),
        (SectionReview, "rubrique examinée"),
    ):
        rows = model.objects.filter(updated_by=user).select_related("agreement")
        found += [
            {"quoi": label, "dossier": row.agreement.reference, "le": row.updated_at}
            for row in rows
        ]
    documents = SupportingDocument.objects.filter(uploaded_by=user).select_related("agreement")
    return found + [
        {"quoi": f"pièce : {row.name}", "dossier": row.agreement.reference, "le": row.uploaded_at}
        for row in documents
    ]


def acts(user: User) -> list[Row]:
    entries = JournalEntry.objects.filter(actor=user).select_related("structure", "agreement")
    return [
        {
            "acte": entry.get_act_display(),
            "le": entry.at,
            "structure": entry.structure.name if entry.structure else "",
            "dossier": _reference(entry.agreement),
            "motif": entry.reason,
        }
        for entry in entries
    ]


def openings(user: User) -> list[Row]:
    return [
        {"fichier": opening.label, "le": opening.at}
        for opening in FileOpening.objects.filter(user=user)
    ]


def searches(user: User) -> list[Row]:
    return [
        {"nom": search.name, "critères": search.query, "suivie": search.followed}
        for search in user.saved_searches.all()
    ]


def selections(user: User) -> list[Row]:
    return [
        {
            "nom": selection.name,
            "fiches": selection.codes,
            "partagée avec": selection.structure.name if selection.structure else "",
            "gardée le": selection.created_at,
        }
        for selection in user.kept_selections.select_related("structure")
    ]


def productions(user: User) -> list[Row]:
    return [
        {"titre": production.title, "demandé le": production.asked_at}
        for production in user.productions.all()
    ]


def mails(user: User) -> list[Row]:
    """What the site wrote to this address and has not erased yet."""
    return [
        {"objet": mail.subject, "écrit le": mail.created_at, "parti le": mail.sent_at}
        for mail in OutgoingMail.objects.filter(to=user.email)
    ]


def _reference(agreement: Agreement | None) -> str:
    return agreement.reference if agreement else ""


PARTS = (
    Part("Compte", account),
    Part("Structures", memberships),
    Part("Demandes pour rejoindre une structure", requests_to_join),
    Part("Demandes de documents", requests_for_records),
    Part("Invitations", invitations),
    Part("Dossiers d’agrément", written),
    Part("Actes au journal", acts),
    Part("Fichiers réservés ouverts", openings),
    Part("Recherches enregistrées", searches),
    Part("Sélections gardées", selections),
    Part("Documents préparés à la demande", productions),
    Part("Courriels reçus du site", mails),
)
