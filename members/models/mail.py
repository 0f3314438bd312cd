"""Mails to send: written with what they speak of, sent by the background process."""

from django.db import models
from django.utils import timezone


class MailState(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", "En attente"
    SENT = "sent", "Parti"
    GIVEN_UP = "given_up", "Abandonné"


class OutgoingMail(models.Model):
    """A mail, ready to leave. Its text is erased, then its row (members/mailing/keeping.py).

    `key`, when given, is unique: the same reminder is never written twice. `about` holds what
    its kind asks again just before it leaves. `claimed_until`: somebody is sending it.
    """

    kind = models.CharField("sorte", max_length=50)
    to = models.TextField("destinataires", help_text="Une adresse par ligne.")
    subject = models.CharField("objet", max_length=250)
    text = models.TextField("texte", blank=True)
    html = models.TextField("version mise en forme", blank=True)
    headers = models.JSONField("en-têtes", default=dict, blank=True)
    about = models.JSONField("ce dont il parle", default=dict, blank=True)
    key = models.CharField("repère", max_length=200, unique=True, null=True, blank=True)
    state = models.CharField(
        "état", max_length=8, choices=MailState.choices, default=MailState.WAITING
    )
    tries = models.PositiveSmallIntegerField("essais", default=0)
    next_try = models.DateTimeField("prochain essai", default=timezone.now)
    claimed_until = models.DateTimeField("en cours d’envoi jusqu’à", null=True, blank=True)
    last_error = models.CharField("dernière erreur", max_length=500, blank=True)
    created_at = models.DateTimeField("écrit le", default=timezone.now)
    sent_at = models.DateTimeField("parti le", null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        indexes = [
            models.Index(fields=["state", "next_try"], name="members_mail_due"),
            models.Index(fields=["created_at"], name="members_mail_age"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def recipients(self) -> list[str]:
        """The addresses it goes to."""
        return self.to.splitlines()
