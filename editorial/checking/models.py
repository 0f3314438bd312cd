"""What this part keeps (imported by `editorial.models`)."""

from django.db import models

from catalogue.models import Record, RecordFile, RecordKind


class Level(models.TextChoices):
    """What a finding does to a publication."""

    BLOCK = "block", "Bloquant"
    ADVISE = "advise", "Conseil"
    OFF = "off", "Éteint"


class CheckLevel(models.Model):
    """The level that an administrator chose for a check and a kind of record.

    Without a row, the check keeps the level it was declared with (`checking/rules.py`).
    """

    rule = models.CharField("contrôle", max_length=40)
    record_kind = models.CharField("nature", max_length=12, choices=RecordKind.choices)
    level = models.CharField("niveau", max_length=6, choices=Level.choices)

    class Meta:
        verbose_name = "niveau de contrôle"
        verbose_name_plural = "niveaux de contrôle"
        permissions = [("override_checks", "Peut publier malgré un contrôle bloquant")]
        constraints = [
            models.UniqueConstraint(fields=["rule", "record_kind"], name="one_level_per_check")
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.record_kind} : {self.level}"


class RecordCheck(models.Model):
    """When what is online of a record was last read by the checks."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="checked", verbose_name="fiche"
    )
    checked_at = models.DateTimeField("contrôlée le", db_index=True)

    class Meta:
        verbose_name = "contrôle d’une fiche"
        verbose_name_plural = "contrôles des fiches"

    def __str__(self) -> str:
        return f"contrôle de la fiche {self.pk}"


class RecordFinding(models.Model):
    """Something to mend in what is online of a record. Never holds personal data."""

    check_of = models.ForeignKey(
        RecordCheck, models.CASCADE, related_name="findings", verbose_name="contrôle de"
    )
    rule = models.CharField("contrôle", max_length=40, db_index=True)
    anchor = models.CharField("champ", max_length=120, blank=True)
    text = models.TextField("constat")

    class Meta:
        ordering = ["pk"]
        verbose_name = "constat"

    def __str__(self) -> str:
        return self.text


class LinkState(models.TextChoices):
    """What the address answered, in the end."""

    UNKNOWN = "", "Pas encore essayée"
    ALIVE = "alive", "Répond"
    UNREACHABLE = "unreachable", "Injoignable"
    DEAD = "dead", "Morte"
    REFUSED = "refused", "Jamais essayée"


class Link(models.Model):
    """An address written in records, and what it answered the last time."""

    url = models.CharField("adresse", max_length=500, unique=True)
    state = models.CharField(
        "état", max_length=12, choices=LinkState.choices, default=LinkState.UNKNOWN, blank=True
    )
    gone_times = models.PositiveSmallIntegerField("fois où elle a dit ne plus exister", default=0)
    checked_at = models.DateTimeField("essayée le", null=True, db_index=True)

    class Meta:
        verbose_name = "lien"

    def __str__(self) -> str:
        return self.url


class FileCheck(models.Model):
    """What a reading of a file says of its accessibility, and how much personal data it shows."""

    file = models.OneToOneField(
        RecordFile, models.CASCADE, primary_key=True, related_name="checked", verbose_name="fichier"
    )
    # None: not a PDF, or one that cannot be read.
    tagged = models.BooleanField("balisé", null=True)
    has_title = models.BooleanField("a un titre", null=True)
    has_language = models.BooleanField("dit sa langue", null=True)
    personal = models.PositiveSmallIntegerField("coordonnées trouvées", default=0)

    class Meta:
        verbose_name = "contrôle d’un fichier"
        verbose_name_plural = "contrôles des fichiers"

    def __str__(self) -> str:
        return f"contrôle du fichier {self.pk}"
