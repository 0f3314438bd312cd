"""Records as documents to take away: what was printed (edition), and the files made of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from .files import private_storage
from .made import Made
from .records import Record

# Signs of a printed code: those that look alike on paper are left out.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10


def new_code() -> str:
    """A code that nobody guesses: 31 signs to the power of ten."""
    return get_random_string(CODE_LENGTH, CODE_LETTERS)


class SheetForm(models.TextChoices):
    """The forms in which a record is taken away."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    ODT = "odt", "ODT"
    SITE = "chantier", "Mode chantier"


class SheetState(models.TextChoices):
    WAITING = "waiting", "En attente"
    MAKING = "making", "En préparation"
    READY = "ready", "Prêt"
    FAILED = "failed", "Échec"


class SheetEdition(models.Model):
    """One version of what a record says, as it was printed at least once.

    It outlives its files, and the record: its code stands on paper, and must be answered.
    `parts`: for each part of the sheet, in order, its title and the digest of its words.
    """

    record = models.ForeignKey(
        Record, models.SET_NULL, null=True, related_name="sheet_editions", verbose_name="fiche"
    )
    code = models.CharField("code", max_length=12, unique=True, default=new_code, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    parts = models.JSONField(default=list, editable=False)
    version = models.CharField("version", max_length=20, blank=True)
    dated = models.DateField("datée du")

    class Meta:
        verbose_name = "édition imprimée"
        verbose_name_plural = "éditions imprimées"
        constraints = [
            models.UniqueConstraint(fields=["record", "digest"], name="one_edition_per_content")
        ]

    def __str__(self) -> str:
        return f"édition {self.code}"

    @property
    def standing_url(self) -> str:
        """Where anyone asks whether this edition is in force, host included."""
        return settings.WAGTAILADMIN_BASE_URL + reverse("sheets:standing", args=[self.code])


def sheet_name(instance: "RecordSheet", filename: str) -> str:
    """A name nobody can guess; the reader's name is separate."""
    return f"feuilles/{get_random_string(32)}.{instance.extension}"


class RecordSheet(Made, models.Model):
    """One edition in one form, and how its making goes."""

    edition = models.ForeignKey(
        SheetEdition, models.CASCADE, related_name="sheets", verbose_name="édition"
    )
    form = models.CharField("forme", max_length=8, choices=SheetForm.choices)
    state = models.CharField(
        "état", max_length=8, choices=SheetState.choices, default=SheetState.WAITING
    )
    # The mark of the code that lays pages out: another one, another file.
    maker = models.CharField(max_length=64, editable=False)
    file = models.FileField(
        "fichier", upload_to=sheet_name, storage=private_storage, blank=True, editable=False
    )
    size = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveSmallIntegerField(null=True, editable=False)
    seconds = models.FloatField(default=0, editable=False)
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    started_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "feuille à emporter"
        verbose_name_plural = "feuilles à emporter"
        constraints = [
            models.UniqueConstraint(fields=["edition", "form"], name="one_sheet_per_form")
        ]

    def __str__(self) -> str:
        return self.get_form_display()

    @property
    def record(self) -> Record | None:
        return self.edition.record

    @property
    def extension(self) -> str:
        return "pdf" if self.form == SheetForm.SITE else self.form

    @property
    def url(self) -> str:
        return sheet_url(self.record, self.form)


def sheet_url(record: Record, form: str) -> str:
    """The address of a record as a document."""
    # A record whose address is « chantier » keeps both of its sheets.
    slug = "fiche-chantier" if record.slug == "chantier" else record.slug
    name = "chantier.pdf" if form == SheetForm.SITE else f"{slug}.{form}"
    return reverse("sheets:sheet", args=[record.identifier, name])
