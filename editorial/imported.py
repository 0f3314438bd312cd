"""What imports keep, for how long, and what of it is about a person."""

from datetime import datetime

from django.db.models import QuerySet

from members.models import User
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule
from monographs.importing.models import FicheImport, ImportBatch, ImportedFile

SOURCE_MONTHS, LOG_MONTHS, WAITING_DAYS = 12, 24, 7


def old_sources(limit: datetime) -> QuerySet:
    """Sources of the fiches published before."""
    return FicheImport.objects.filter(page__live=True, page__first_published_at__lt=limit)


def old_batches(limit: datetime) -> QuerySet:
    """Imports made before, whose fiches were all published or deleted."""
    return ImportBatch.objects.filter(created_at__lt=limit).exclude(files__fiches__page__live=False)


def forgotten_bytes(limit: datetime) -> QuerySet:
    """Files that were never read: their task was lost."""
    return ImportedFile.objects.filter(created_at__lt=limit).exclude(file="")


def drop_bytes(rows: QuerySet) -> None:
    """Erase the stored file, and say that it must be dropped again."""
    for row in rows:
        row.drop_bytes()
        row.state = ImportedFile.State.REFUSED
        row.message = "Ce fichier n’a jamais été lu : déposez-le de nouveau."
        row.save()


RULES = (
    Rule(
        "Sources des fiches importées",
        "Texte d’origine des fiches importées, sans donnée personnelle, après leur publication",
        "effacées",
        old_sources,
        months=SOURCE_MONTHS,
    ),
    Rule(
        "Imports de fiches",
        "Qui a importé quels fichiers de fiches, et quand",
        "effacés",
        old_batches,
        months=LOG_MONTHS,
    ),
    Rule(
        "Fichiers en attente d’import",
        "Fichiers de fiches déposés et jamais lus (les autres sont effacés aussitôt lus)",
        "effacés",
        forgotten_bytes,
        days=WAITING_DAYS,
        apply=drop_bytes,
    ),
)


def _imports(user: User) -> list[Row]:
    files = ImportedFile.objects.filter(batch__user=user).select_related("batch")
    return [
        {"fichier": row.name, "importé le": row.created_at, "résultat": row.get_state_display()}
        for row in files
    ]


IMPORTS = Part("Fiches importées", _imports)
