"""Files of records: private storage, formats grouped, older versions kept."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath

from django.core.files.storage import storages
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from catalogue.text import LANGUAGES, file_size, french_slug, normalised_key
from catalogue.widgets import LanguageSelect

from .records import Record

SHORT_LABELS = {
    "pdf": "PDF",
    "docx": "Word",
    "odt": "ODT",
    "pptx": "PowerPoint",
    "xlsx": "Excel",
    "ods": "ODS",
}
FORMAT_LABELS = {
    "pdf": "PDF",
    "docx": "Word",
    "odt": "OpenDocument texte",
    "pptx": "PowerPoint",
    "xlsx": "Excel",
    "ods": "OpenDocument tableur",
}
NOT_SEARCHED = "La recherche ne connaît pas les mots de ce fichier. "
# By what the reading gave, for a PDF (True) or another format.
TEXT_ADVICE = {
    ("none", True): NOT_SEARCHED
    + "Si c’est un document scanné, ajoutez aussi le document Word, ou un PDF fait depuis Word.",
    ("none", False): NOT_SEARCHED
    + "S’il ne contient que des images, ajoutez quelques phrases, puis remplacez-le.",
    ("unreadable", True): NOT_SEARCHED
    + "Ouvrez-le : s’il demande un mot de passe ou s’affiche mal, refaites le PDF sans mot de "
    "passe, puis remplacez-le.",
    ("unreadable", False): NOT_SEARCHED
    + "Ouvrez-le, enregistrez-le de nouveau sans mot de passe, puis remplacez-le.",
}


def private_storage():
    """The storage outside MEDIA_ROOT that no address reaches directly."""
    return storages["private"]


def stored_name(instance: "RecordFile", filename: str) -> str:
    """A name nobody can guess and nothing can collide with; the reader's name is separate."""
    return f"fiches/{instance.identifier}{PurePath(filename).suffix.lower()}"


class TextState(models.TextChoices):
    """What the reading of a file gave. The search knows the words of files that were read."""

    WAITING = "", "Pas encore lu"
    READ = "read", "Texte lu"
    NONE = "none", "Pas de texte"
    UNREADABLE = "unreadable", "Illisible"


class RecordFileQuerySet(models.QuerySet):
    def current(self):
        """Files in force: not superseded by a newer version."""
        return self.filter(superseded_at=None)

    def texts_of(self, records: Iterable[int]) -> dict[int, list[str]]:
        """Record key → what the search reads of its current files."""
        found: dict[int, list[str]] = defaultdict(list)
        rows = self.current().filter(record__in=records)
        for record, *texts in rows.values_list("record_id", "label", "text"):
            found[record] += filter(None, texts)
        return found

    def with_text(self):
        """The same files, their text loaded with them."""
        return self.defer(None)


class RecordFileManager(models.Manager.from_queryset(RecordFileQuerySet)):
    """Lists of files leave the text, which may be long, in the database."""

    def get_queryset(self):
        return super().get_queryset().defer("text")


class RecordFile(index.Indexed, models.Model):
    """One format of one document of a record.

    Files of a record that carry the same label are the formats of one document. Adding a
    file with the same label and the same format replaces the former one, which is kept
    (`superseded_at`) with its version number.
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, models.CASCADE, related_name="files", verbose_name="fiche")
    label = models.CharField(
        "intitulé",
        max_length=150,
        help_text=(
            "Ce que c’est, en quelques mots. Donnez le même intitulé aux formats d’un même "
            "document : le PDF se rangera à côté du Word."
        ),
    )
    label_key = models.CharField(max_length=150, editable=False)
    file = models.FileField("fichier", storage=private_storage, upload_to=stored_name)
    extension = models.CharField(max_length=5, editable=False, db_index=True)
    size = models.PositiveIntegerField("poids en octets", editable=False)
    pages = models.PositiveSmallIntegerField("pages", null=True, editable=False)
    checksum = models.CharField(max_length=64, editable=False)
    language = models.CharField("langue", max_length=5, default="fr")
    version = models.PositiveSmallIntegerField("version", default=1, editable=False)
    sort_order = models.PositiveSmallIntegerField(
        "rang", default=0, help_text="Le plus petit vient en premier. À rang égal : l’alphabet."
    )
    thumbnail = models.ImageField(
        storage=private_storage, upload_to="vignettes", blank=True, editable=False
    )
    uploaded_at = models.DateTimeField("ajouté le", auto_now_add=True)
    superseded_at = models.DateTimeField("remplacé le", null=True, editable=False)
    text = models.TextField("texte", blank=True, editable=False)
    text_state = models.CharField(
        "lecture du texte",
        max_length=10,
        choices=TextState,
        default=TextState.WAITING,
        blank=True,
        editable=False,
    )

    objects = RecordFileManager()
    panels = [
        FieldPanel("record"),
        FieldPanel("label"),
        FieldPanel("file"),
        MultiFieldPanel(
            [FieldPanel("language", widget=LanguageSelect), FieldPanel("sort_order")],
            heading="Réglages",
            classname="collapsed",
        ),
    ]
    search_fields = [index.SearchField("label"), index.AutocompleteField("label")]

    class Meta:
        ordering = ["sort_order", "label_key", "extension"]
        verbose_name = "fichier"
        constraints = [
            models.UniqueConstraint(
                fields=["record", "label_key", "extension"],
                condition=models.Q(superseded_at=None),
                name="one_current_file_per_label_and_format",
                violation_error_message=(
                    "Cette fiche a déjà un fichier de ce format sous cet intitulé."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.format_label})"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        self.label_key = normalised_key(self.label)
        if self._state.adding:
            self._supersede_former()
        super().save(*args, **kwargs)

    def _supersede_former(self) -> None:
        """The next number, even when the current version has been removed meanwhile."""
        versions = RecordFile.objects.filter(
            record=self.record, label_key=self.label_key, extension=self.extension
        )
        self.version = (versions.aggregate(last=models.Max("version"))["last"] or 0) + 1
        versions.current().update(superseded_at=timezone.now())

    @property
    def format_label(self) -> str:
        return FORMAT_LABELS.get(self.extension, self.extension.upper())

    @property
    def size_label(self) -> str:
        return file_size(self.size)

    @property
    def pages_label(self) -> str:
        if not self.pages:
            return ""
        return f"{self.pages} page{'s' if self.pages > 1 else ''}"

    @property
    def language_label(self) -> str:
        return LANGUAGES.get(self.language, self.language)

    @property
    def text_label(self) -> str:
        """What the reading of the file gave, in the words of the editors' screens."""
        if self.superseded_at:
            return ""
        label = TextState(self.text_state).label
        scanned = self.text_state == TextState.NONE and self.extension == "pdf"
        return f"{label} (document scanné ?)" if scanned else label

    @property
    def text_advice(self) -> str:
        """What an editor can do when the search does not know the words of this file."""
        if self.superseded_at:
            return ""
        return TEXT_ADVICE.get((self.text_state, self.extension == "pdf"), "")

    @property
    def editable(self) -> bool:
        """Whether the reader can change it (all formats but PDF)."""
        return self.extension != "pdf"

    @property
    def download_name(self) -> str:
        """The name under which the reader saves it."""
        return f"{self.record.slug}-{french_slug(self.label)[:40]}.{self.extension}"

    @property
    def url(self) -> str:
        return reverse("catalogue:file", args=[self.identifier, self.download_name])

    @property
    def thumbnail_url(self) -> str:
        return reverse("catalogue:thumbnail", args=[self.identifier]) if self.thumbnail else ""
