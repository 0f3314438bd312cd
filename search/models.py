"""The queue of what the index must look at again, and what the worker says of itself."""

import uuid

from django.db import models
from django.utils import timezone


class IndexChange(models.Model):
    """One object to index again, or to forget if it is gone. Written with the change itself."""

    model = models.CharField("modèle", max_length=100)
    object_id = models.CharField("clé", max_length=64)
    # Another one each time the object is asked for again: what was read before does not count.
    stamp = models.UUIDField("marque", default=uuid.uuid4)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    tries = models.PositiveSmallIntegerField("essais", default=0)
    retry_at = models.DateTimeField("à reprendre le", default=timezone.now, db_index=True)
    error = models.TextField("erreur", blank=True)

    class Meta:
        verbose_name = "changement à indexer"
        verbose_name_plural = "changements à indexer"
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="one_change_per_object")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class IndexState(models.Model):
    """What the worker did last, and a rebuild asked for or under way. One row, number 1."""

    last_write = models.DateTimeField("dernière écriture", null=True)
    last_failure = models.DateTimeField("dernier échec", null=True)
    failure = models.TextField("ce qui a échoué", blank=True)
    last_seen = models.DateTimeField("dernier signe", null=True)
    rebuild_asked = models.BooleanField("reconstruction demandée", default=False)
    rebuilding = models.CharField("index en reconstruction", max_length=100, blank=True)
    rebuild_done = models.PositiveIntegerField("fiches faites", default=0)
    rebuild_total = models.PositiveIntegerField("fiches en tout", default=0)
    last_rebuild = models.DateTimeField("dernière reconstruction", null=True)

    class Meta:
        verbose_name = "état de la recherche"

    def __str__(self) -> str:
        return "état de la recherche"

    @classmethod
    def note(cls, **values) -> None:
        """Write down some of it."""
        cls.objects.update_or_create(pk=1, defaults=values)

    @classmethod
    def current(cls) -> "IndexState":
        """The row, empty if nothing was ever written."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
