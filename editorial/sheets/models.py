"""Imports of spreadsheets, and what each line of theirs was, became and was before."""

from django.conf import settings
from django.db import models


class SheetState(models.TextChoices):
    """Where an import stands."""

    SIMULATING = "simulating", "Simulation en cours"
    READY = "ready", "Prêt à appliquer"
    WRONG = "wrong", "À corriger"
    STALE = "stale", "À simuler de nouveau"
    APPLYING = "applying", "Application en cours"
    APPLIED = "applied", "Appliqué"
    UNDOING = "undoing", "Annulation en cours"
    UNDONE = "undone", "Annulé"
    PARTLY = "partly", "Annulé en partie"
    FAILED = "failed", "Interrompu"


BUSY = (SheetState.SIMULATING, SheetState.APPLYING, SheetState.UNDOING)


class SheetImport(models.Model):
    """One file sent: who, when, what it would do, what it did. Its bytes are not kept."""

    kind = models.CharField("nature", max_length=40)
    name = models.CharField("fichier", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )
    created_at = models.DateTimeField("envoyé le", auto_now_add=True, db_index=True)
    state = models.CharField(
        "état", max_length=12, choices=SheetState, default=SheetState.SIMULATING
    )
    columns = models.JSONField("colonnes", default=list)
    problem = models.CharField("empêchement", max_length=250, blank=True)
    notes = models.JSONField("remarques", default=list)
    total = models.PositiveIntegerField("lignes", default=0)
    done = models.PositiveIntegerField("lignes faites", default=0)
    applied_at = models.DateTimeField("appliqué le", null=True)
    undone_at = models.DateTimeField("annulé le", null=True)
    # Former values are erased after a time: what was applied is known, not undone any more.
    is_forgotten = models.BooleanField("valeurs effacées", default=False)
    applied_counts = models.JSONField("comptes", default=dict)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "import de tableur"
        verbose_name_plural = "imports de tableurs"

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def is_undoable(self) -> bool:
        return self.state in (SheetState.APPLIED, SheetState.PARTLY) and not self.is_forgotten


class Outcome(models.TextChoices):
    """What a line does."""

    WAITING = "waiting", "à lire"
    NEW = "new", "nouvelle"
    CHANGED = "changed", "changée"
    SAME = "same", "inchangée"
    WRONG = "wrong", "à corriger"
    EXAMPLE = "example", "exemple, laissé de côté"


class SheetLine(models.Model):
    """A line of the file: its cells, what it changes, and what restores the object."""

    sheet_import = models.ForeignKey(
        SheetImport, models.CASCADE, related_name="lines", verbose_name="import"
    )
    number = models.PositiveIntegerField("ligne")
    outcome = models.CharField("effet", max_length=8, choices=Outcome, default=Outcome.WAITING)
    label = models.CharField("nom", max_length=255, blank=True)
    object_pk = models.BigIntegerField("objet", null=True)
    # Cells by column; values to write; differences shown: {column, old, new}.
    cells = models.JSONField("cases", default=dict)
    values = models.JSONField("valeurs", default=dict)
    changes = models.JSONField("différences", default=list)
    errors = models.JSONField("erreurs", default=list)
    warnings = models.JSONField("remarques", default=list)
    publish = models.BooleanField("à publier", default=False)
    # State of the object when it was read, and once written; what it was before.
    stamp = models.CharField("repère d’état", max_length=64, blank=True)
    after = models.CharField("repère après", max_length=64, blank=True)
    before = models.JSONField("avant", default=dict)
    is_undone = models.BooleanField("annulée", default=False)
    blocked = models.CharField("empêchement", max_length=250, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "ligne de tableur"
        verbose_name_plural = "lignes de tableurs"
        indexes = [models.Index(fields=["sheet_import", "outcome"], name="sheet_line_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["sheet_import", "number"], name="one_sheet_line")
        ]

    def __str__(self) -> str:
        return f"Ligne {self.number}"
