"""The journal: what was done, when, in which quality. Acts stay, persons may be forgotten."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .agreement import Agreement, State
from .structures import Structure


class Act(models.TextChoices):
    """What the journal knows how to say. Moves of a file carry the name of the transition."""

    MOVE = "move", "Changement d’état"
    OPENED = "opened", "Dossier ouvert"
    REVIEWED = "reviewed", "Section ou pièce examinée"
    VISIT_PLANNED = "visit_planned", "Visite prévue"
    VISIT_DONE = "visit_done", "Visite faite"
    INVITED = "invited", "Invitation envoyée"
    INVITATION_REVOKED = "invitation_revoked", "Invitation reprise"
    JOINED = "joined", "Arrivée dans la structure"
    LEFT = "left", "Départ de la structure"
    REMOVED = "removed", "Retrait de la structure"
    ROLE_CHANGED = "role_changed", "Changement de rôle"
    JOIN_REFUSED = "join_refused", "Demande refusée"
    STRUCTURE_CREATED = "structure_created", "Structure inscrite"
    STRUCTURE_CHANGED = "structure_changed", "Structure modifiée"
    STRUCTURE_CLOSED = "structure_closed", "Structure fermée"
    STRUCTURE_REOPENED = "structure_reopened", "Structure rouverte"
    MAIL = "mail", "Courriel envoyé"
    ACCOUNT_DELETED = "account_deleted", "Compte supprimé"


class AppendOnly(Exception):
    """Someone tried to rewrite the journal."""


class JournalQuerySet(models.QuerySet):
    def update(self, **changes):
        # Forgetting a person is the only change ever allowed.
        if changes != {"actor": None}:
            raise AppendOnly("Le journal ne se corrige pas : ajoutez une ligne.")
        return super().update(**changes)

    def delete(self):
        raise AppendOnly("Le journal ne s’efface pas.")


class JournalEntry(models.Model):
    """One act. Written once; the database itself refuses any change (`members.journal`)."""

    at = models.DateTimeField("le", default=timezone.now, db_index=True)
    act = models.CharField("acte", max_length=24, choices=Act)
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, related_name="journal", verbose_name="structure"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, related_name="journal", verbose_name="dossier"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )
    quality = models.CharField("en qualité de", max_length=60, blank=True)
    transition = models.CharField("décision", max_length=30, blank=True)
    from_state = models.CharField("de", max_length=16, choices=State, blank=True)
    to_state = models.CharField("à", max_length=16, choices=State, blank=True)
    reason = models.TextField("motif", blank=True)
    details = models.JSONField("détails", default=dict)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "ligne du journal"
        verbose_name_plural = "journal"

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.get_act_display()}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise AppendOnly("Le journal ne se corrige pas : ajoutez une ligne.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Le journal ne s’efface pas.")


class FileOpening(models.Model):
    """Someone opened a reserved file. Kept a year (see the retention table), then erased."""

    at = models.DateTimeField("le", default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )
    label = models.CharField("fichier", max_length=250)
    address = models.CharField("adresse", max_length=250)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "ouverture de fichier réservé"
        verbose_name_plural = "ouvertures de fichiers réservés"

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.label}"
