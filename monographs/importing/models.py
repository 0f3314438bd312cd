"""What an import keeps (imported by `monographs.models`).

The bytes of a file live in the private storage until it is read, no longer. What is kept of
its text is what the recognition gives, personal data gone.
"""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse

from monographs.importing.recognising.models import HeadingVariant

__all__ = ["FicheImport", "HeadingVariant", "ImportBatch", "ImportedFile"]

# Sections that say nothing of what was recognised.
NOT_FOUND = ("a_classer", "resume", "montants")


def private_storage():
    return storages["private"]


def waiting_name(instance: "ImportedFile", filename: str) -> str:
    """A name nobody can guess: the file waits there to be read."""
    return f"imports/{uuid.uuid4()}{PurePath(filename).suffix.lower()}"


class ImportBatch(models.Model):
    """Files dropped together."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="import_batches",
        verbose_name="par",
    )
    created_at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "import de fiches"
        verbose_name_plural = "imports de fiches"

    def __str__(self) -> str:
        return f"import du {self.created_at:%d/%m/%Y}"


class ImportedFile(models.Model):
    """One file of a batch, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        READING = "reading", "En cours de lecture"
        DONE = "done", "Importé"
        REFUSED = "refused", "Refusé"

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="files", verbose_name="import"
    )
    name = models.CharField("nom du fichier", max_length=200)
    checksum = models.CharField("empreinte", max_length=64, db_index=True, editable=False)
    file = models.FileField(
        "fichier", storage=private_storage, upload_to=waiting_name, blank=True, editable=False
    )
    state = models.CharField("état", max_length=8, choices=State.choices, default=State.WAITING)
    message = models.TextField("message", blank=True)
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, verbose_name="déjà importé par"
    )
    created_at = models.DateTimeField("déposé le", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "fichier importé"
        verbose_name_plural = "fichiers importés"

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.REFUSED)

    def drop_bytes(self) -> None:
        """Forget the file itself; the row stays to be saved by the caller."""
        if self.file:
            self.file.delete(save=False)


class FicheImport(models.Model):
    """Where a draft comes from: its source, passage by passage, and what became of each.

    `passages`: [{n, text, title}] in the order of reading. `pieces`: key of a section →
    passages of the draft (`shapes.Piece`). `terms`: proposed ones with their state.
    `twins`: records of the bank that look like it.
    """

    file = models.ForeignKey(
        ImportedFile, models.CASCADE, related_name="fiches", verbose_name="fichier"
    )
    page = models.OneToOneField(
        "monographs.MonographPage",
        models.CASCADE,
        related_name="fiche_import",
        verbose_name="monographie",
    )
    rank = models.PositiveSmallIntegerField("rang dans le fichier", default=0)
    passages = models.JSONField("source", default=list, editable=False)
    pieces = models.JSONField("passages placés", default=dict, editable=False)
    terms = models.JSONField("termes proposés", default=list, editable=False)
    twins = models.JSONField("fiches proches", default=list, editable=False)
    removed = models.JSONField("données retirées", default=dict, editable=False)
    remarks = models.JSONField("remarques", default=list, editable=False)
    version = models.PositiveIntegerField("version", default=0, editable=False)
    created_at = models.DateTimeField("importée le", auto_now_add=True)

    class Meta:
        ordering = ["file", "rank"]
        verbose_name = "fiche importée"
        verbose_name_plural = "fiches importées"
        constraints = [
            models.UniqueConstraint(fields=["file", "rank"], name="one_import_per_fiche")
        ]

    def __str__(self) -> str:
        return f"fiche {self.rank + 1} de {self.file}"

    @property
    def review_url(self) -> str:
        return reverse("fiche_review", args=[self.pk])

    @property
    def found(self) -> int:
        """How many sections hold something that was recognised."""
        return sum(bool(group) for key, group in self.pieces.items() if key not in NOT_FOUND)

    @property
    def left_aside(self) -> int:
        """How many passages wait for a section."""
        return len(self.pieces.get("a_classer", ()))

    @property
    def removed_count(self) -> int:
        """How many personal data were taken away."""
        return sum(self.removed.values())
