"""Records asked for by one person, and opened to that person for a while."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone

from catalogue.models import Record

OPENING_DAYS = 30
REASON_MIN, REASON_MAX = 10, 500


class RecordRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Not answered, and not taken back by the person."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def open_now(self):
        """Accepted, not past their date, not taken back: asked at each request."""
        return self.filter(accepted=True, withdrawn_at=None, expires_at__gt=timezone.now())


class RecordRequest(models.Model):
    """One person asks for one reserved record; whoever publishes it answers.

    Accepted, it opens this record to this person until `expires_at`, unless it is taken back:
    by the person before the answer, by a publisher after it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="record_requests",
        verbose_name="compte",
    )
    record = models.ForeignKey(
        Record, models.CASCADE, related_name="requests", verbose_name="fiche"
    )
    reason = models.CharField(
        "motif", max_length=REASON_MAX, validators=[MinLengthValidator(REASON_MIN)]
    )
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    answered_at = models.DateTimeField("répondue le", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    accepted = models.BooleanField("acceptée", null=True, editable=False)
    word = models.CharField("réponse", max_length=REASON_MAX, blank=True, editable=False)
    expires_at = models.DateTimeField("ouverte jusqu’au", null=True, editable=False)
    withdrawn_at = models.DateTimeField("retirée le", null=True, editable=False)

    objects = RecordRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "demande de document"
        verbose_name_plural = "demandes de documents"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "record"],
                condition=models.Q(answered_at=None, withdrawn_at=None),
                name="one_waiting_request_per_record",
                violation_error_message="Votre demande attend déjà une réponse.",
            )
        ]
        indexes = [models.Index(fields=["user", "expires_at"])]

    def __str__(self) -> str:
        return f"{self.user} → {self.record}"

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """Whether it opens the record now."""
        return bool(
            self.accepted and self.withdrawn_at is None and self.expires_at > timezone.now()
        )
