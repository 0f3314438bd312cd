"""How long the members' area keeps what it keeps. Our proposals, said on the privacy page."""

from datetime import datetime

from django.db.models import QuerySet

from catalogue.models import KEPT_DAYS, Production
from members.models import (
    FileOpening,
    Invitation,
    JoinRequest,
    JournalEntry,
    KeptSelection,
    RecordRequest,
    SupportingDocument,
)
from members.models.agreement import CLOSED
from members.privacy.inactivity import RULE as INACTIVE_ACCOUNTS
from members.privacy.retention import Rule


def old_openings(limit: datetime) -> QuerySet:
    return FileOpening.objects.filter(at__lt=limit)


def old_invitations(limit: datetime) -> QuerySet:
    return Invitation.objects.filter(expires_at__lt=limit)


def old_join_requests(limit: datetime) -> QuerySet:
    return JoinRequest.objects.filter(created_at__lt=limit)


def old_record_requests(limit: datetime) -> QuerySet:
    return RecordRequest.objects.filter(created_at__lt=limit)


def named_acts(limit: datetime) -> QuerySet:
    return JournalEntry.objects.filter(at__lt=limit).exclude(actor=None)


def forget_names(entries: QuerySet) -> None:
    entries.update(actor=None)


def old_selections(limit: datetime) -> QuerySet:
    return KeptSelection.objects.filter(used_at__lt=limit)


def old_productions(limit: datetime) -> QuerySet:
    return Production.objects.filter(asked_at__lt=limit)


def old_documents(limit: datetime) -> QuerySet:
    """Documents of files that ended before: refused, withdrawn, expired, abandoned."""
    return SupportingDocument.objects.filter(
        agreement__state__in=CLOSED, agreement__state_since__lt=limit
    )


def erase_documents(documents: QuerySet) -> None:
    """The stored files, then their rows."""
    for document in documents:
        document.file.delete(save=False)
        document.delete()


RULES = (
    INACTIVE_ACCOUNTS,
    Rule(
        "Sélections gardées",
        "Sélections de fiches gardées par un compte, après leur dernière ouverture",
        "effacées",
        old_selections,
        months=24,
    ),
    Rule(
        "Documents préparés à la demande",
        "Documents préparés à la demande (sélections, guides, livrets)",
        "effacés",
        old_productions,
        days=KEPT_DAYS,
    ),
    Rule(
        "Ouvertures de fichiers réservés",
        "Qui a ouvert quel fichier réservé",
        "effacées",
        old_openings,
        months=12,
    ),
    Rule(
        "Invitations périmées",
        "Adresses invitées dans une structure, après la fin de l’invitation",
        "effacées",
        old_invitations,
        days=30,
    ),
    Rule(
        "Demandes pour rejoindre une structure",
        "Demandes pour rejoindre une structure",
        "effacées",
        old_join_requests,
        months=12,
    ),
    Rule(
        "Demandes de documents",
        "Demandes pour ouvrir une fiche réservée, et leurs réponses",
        "effacées",
        old_record_requests,
        months=12,
    ),
    Rule(
        "Noms au journal",
        "Au journal des agréments, le lien entre un acte et un compte (l’acte reste)",
        "retirés",
        named_acts,
        months=60,
        apply=forget_names,
    ),
    Rule(
        "Pièces des dossiers terminés",
        "Pièces jointes des dossiers d’agrément, après la fin du dossier",
        "effacées",
        old_documents,
        months=24,
        apply=erase_documents,
    ),
)
