"""Long documents made in the background: what was asked, how it goes, the file."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .files import private_storage
from .made import Made

KEPT_DAYS = 7


class ProductionState(models.TextChoices):
    WAITING = "waiting", "En attente"
    MAKING = "making", "En préparation"
    READY = "ready", "Prêt"
    FAILED = "failed", "Échec"
    CANCELLED = "cancelled", "Arrêté"


def production_name(instance: "Production", filename: str) -> str:
    """One place for each production: a making cut short leaves nothing that is not found again."""
    return f"productions/{instance.identifier}"


class Production(Made, models.Model):
    """One document of one kind, for one reader (or for whoever holds the address).

    `key` is the fingerprint of kind, parameters and reader: asking twice makes once. `mark` is
    what the kind says the file is made of: another one today, and the file is made again.
    `token` names the making under way: a maker that lost it has nothing more to write.
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField("sorte", max_length=30)
    parameters = models.JSONField(default=dict, editable=False)
    title = models.CharField("titre", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="productions",
        verbose_name="compte",
    )
    state = models.CharField(
        "état",
        max_length=10,
        choices=ProductionState.choices,
        default=ProductionState.WAITING,
        db_index=True,
    )
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    sentence = models.CharField("où elle en est", max_length=200, blank=True)
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    can_retry = models.BooleanField(default=True, editable=False)
    mark = models.CharField(max_length=64, blank=True, editable=False)
    token = models.CharField(max_length=32, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    file = models.FileField(
        upload_to=production_name, storage=private_storage, blank=True, editable=False
    )
    name = models.CharField("nom du fichier", max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    seconds = models.FloatField(default=0, editable=False)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    beat_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = "document préparé"
        verbose_name_plural = "documents préparés"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("productions:page", args=[self.identifier])

    @property
    def file_url(self) -> str:
        return reverse("productions:file", args=[self.identifier])

    @property
    def reader(self):
        """For whom it is made: what they may open is all that goes into it."""
        return self.user if self.user_id else AnonymousUser()

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + timedelta(days=KEPT_DAYS)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_under_way(self) -> bool:
        return self.state in (ProductionState.WAITING, ProductionState.MAKING)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.done / self.total)) if self.total else 0
