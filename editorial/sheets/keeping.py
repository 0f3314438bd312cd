"""How long what an import leaves is kept, and what an account says of it."""

from datetime import datetime

from django.db.models import QuerySet

from editorial.sheets.models import SheetImport, SheetLine, SheetState
from members.models import User
from members.privacy.inventory import Part, Row
from members.privacy.retention import Rule

APPLIED = (SheetState.APPLIED, SheetState.PARTLY, SheetState.UNDONE)


def old_imports(limit: datetime) -> QuerySet:
    """Imports applied before, whose former values are still there."""
    return SheetImport.objects.filter(applied_at__lt=limit, is_forgotten=False)


def forget_values(imports: QuerySet) -> None:
    keys = list(imports.values_list("pk", flat=True))
    SheetLine.objects.filter(sheet_import__in=keys).delete()
    SheetImport.objects.filter(pk__in=keys).update(is_forgotten=True)


def old_simulations(limit: datetime) -> QuerySet:
    """Files that were sent and never applied."""
    return SheetImport.objects.filter(created_at__lt=limit, applied_at=None)


RULES = (
    Rule(
        name="Valeurs d’avant un import",
        data="Valeurs d’avant un import de tableur, qui permettent de l’annuler",
        then="effacées",
        expired=old_imports,
        months=12,
        apply=forget_values,
    ),
    Rule(
        name="Tableurs simulés",
        data="Tableurs envoyés et jamais appliqués",
        then="effacés",
        expired=old_simulations,
        days=30,
    ),
)


def imports_of(user: User) -> list[Row]:
    """The spreadsheets this person sent."""
    return [
        {"fichier": sheet.name, "envoyé le": sheet.created_at, "état": sheet.get_state_display()}
        for sheet in SheetImport.objects.filter(user=user)
    ]


PARTS = (Part("Tableurs envoyés", imports_of),)
