"""Who belongs to which structure, and how one comes in."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .structures import Structure

INVITATION_DAYS = 14


class Role(models.TextChoices):
    """What a person is in a structure."""

    REFERENT = "referent", "référent·e pédagogique"
    MEMBER = "member", "membre"


def invitation_end():
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Membership(models.Model):
    """A person in a structure. Leaving deletes the row: access ends with the next request."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="compte"
    )
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="memberships", verbose_name="structure"
    )
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField("depuis le", auto_now_add=True)

    class Meta:
        ordering = ["structure__name", "role", "joined_at"]
        verbose_name = "appartenance"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "structure"],
                name="one_membership_per_structure",
                violation_error_message="Cette personne est déjà dans la structure.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} ({self.structure})"

    @property
    def is_referent(self) -> bool:
        return self.role == Role.REFERENT


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither used, nor taken back, nor past its date."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """An e-mail asked to join a structure: one use, one address, a fortnight."""

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="invitations", verbose_name="structure"
    )
    email = models.EmailField("adresse électronique")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.MEMBER)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField("envoyée le", auto_now_add=True)
    expires_at = models.DateTimeField("valable jusqu’au", default=invitation_end)
    used_at = models.DateTimeField("acceptée le", null=True, editable=False)
    revoked_at = models.DateTimeField("reprise le", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "invitation"

    def __str__(self) -> str:
        return f"{self.email} → {self.structure}"

    @property
    def is_over(self) -> bool:
        """Whether its fortnight is past."""
        return self.expires_at <= timezone.now()


class JoinRequest(models.Model):
    """A person who asks to join a structure; its référent·e answers."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="join_requests",
        verbose_name="compte",
    )
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="join_requests", verbose_name="structure"
    )
    message = models.CharField("message", max_length=500, blank=True)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    answered_at = models.DateTimeField("répondue le", null=True, editable=False)
    accepted = models.BooleanField("acceptée", null=True, editable=False)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "demande pour rejoindre une structure"
        verbose_name_plural = "demandes pour rejoindre une structure"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "structure"],
                condition=models.Q(answered_at=None),
                name="one_waiting_join_request",
                violation_error_message="Votre demande attend déjà une réponse.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.structure}"
