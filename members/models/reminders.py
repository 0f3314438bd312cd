"""What the portal reminded people of, so that each thing is said once."""

from django.db import models
from django.utils import timezone

from .agreement import Agreement


class Reminder(models.Model):
    """One thing said once about one file. No person is named: whoever must know was told."""

    # Told by the certifier's button, not by the clock.
    INVITATION = "renewal-invitation"

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="reminders", verbose_name="dossier"
    )
    what = models.CharField("rappel", max_length=60, editable=False)
    at = models.DateTimeField("envoyé le", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "rappel"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "what"], name="one_reminder_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.agreement.reference}, {self.what}"
