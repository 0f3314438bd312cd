"""The file by which a structure asks to be agreed (agréée) to prepare the CQP."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalogue.models import Support
from catalogue.models.files import private_storage
from catalogue.text import file_size

from .structures import Structure

# No letter or digit that one takes for another when reading a certificate aloud.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class State(models.TextChoices):
    """Where a file stands. The moves between states: `members.agreement.transitions`."""

    DRAFT = "draft", "En préparation"
    SUBMITTED = "submitted", "Déposé"
    UNDER_REVIEW = "under_review", "En instruction"
    MORE_ASKED = "more_asked", "Compléments demandés"
    REFUSAL_PLANNED = "refusal_planned", "Refus envisagé"
    CONTESTED = "contested", "Observations reçues"
    AGREED = "agreed", "Agréé"
    SUSPENDED = "suspended", "Suspendu"
    REFUSED = "refused", "Refusé"
    WITHDRAWN = "withdrawn", "Retiré"
    EXPIRED = "expired", "Expiré"
    ABANDONED = "abandoned", "Abandonné"


# Files that are being prepared or decided.
UNDER_WAY = (
    State.DRAFT,
    State.SUBMITTED,
    State.UNDER_REVIEW,
    State.MORE_ASKED,
    State.REFUSAL_PLANNED,
    State.CONTESTED,
)
# Files on which nobody may act any more.
CLOSED = (State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.ABANDONED)


class AgreementQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Agreements valid on this day (today by default): asked at each request."""
        day = day or timezone.localdate()
        return self.filter(state=State.AGREED, valid_from__lte=day, valid_until__gte=day)


def new_code() -> str:
    """The verification code of a certificate: 12 letters and digits, about 59 bits."""
    return get_random_string(12, CODE_LETTERS)


class Agreement(models.Model):
    """One file, from the first draft to the end of the agreement it gave.

    A renewal is a new file that names the one it follows. `version` grows with every move:
    a page that shows an older one decides nothing.
    """

    reference = models.CharField("référence", max_length=20, unique=True, editable=False)
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="agreements", verbose_name="structure"
    )
    renews = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name="renouvelle",
    )
    state = models.CharField(
        "état", max_length=16, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    version = models.PositiveIntegerField("version", default=1, editable=False)
    created_at = models.DateTimeField("ouvert le", auto_now_add=True)
    state_since = models.DateTimeField("dans cet état depuis", default=timezone.now)
    submitted_at = models.DateTimeField("déposé le", null=True, editable=False)
    decided_at = models.DateTimeField("décidé le", null=True, editable=False)
    valid_from = models.DateField("valable du", null=True, editable=False)
    valid_until = models.DateField("valable jusqu’au", null=True, editable=False)
    # What the decision covers. The structure may change its own list afterwards, not this one.
    supports = models.ManyToManyField(
        Support, blank=True, editable=False, verbose_name="supports agréés"
    )
    visit_due = models.DateField("visite avant le", null=True, editable=False)
    visit_planned = models.DateField("visite prévue le", null=True, blank=True)
    visit_done = models.DateField("visite faite le", null=True, blank=True)
    visit_report = models.TextField("compte rendu de visite", blank=True)
    code = models.CharField(
        "code de vérification", max_length=12, unique=True, default=new_code, editable=False
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "dossier d’agrément"
        verbose_name_plural = "dossiers d’agrément"
        permissions = [("decide_agreement", "Peut instruire et décider les agréments")]
        constraints = [
            models.UniqueConstraint(
                fields=["structure"],
                condition=models.Q(state__in=UNDER_WAY),
                name="one_file_under_way_per_structure",
                violation_error_message="Cette structure a déjà un dossier en cours.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.structure})"

    @property
    def is_in_force(self) -> bool:
        """Whether it is valid today."""
        today = timezone.localdate()
        return self.state == State.AGREED and self.valid_from <= today <= self.valid_until

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


class SectionAnswer(models.Model):
    """What a structure wrote in one section of its file (`members.agreement.sections`).

    `version` grows with every save: two people who write the same section do not erase each
    other without being told.
    """

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="answers", verbose_name="dossier"
    )
    section = models.CharField("rubrique", max_length=40, editable=False)
    data = models.JSONField("réponses", default=dict, editable=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    updated_at = models.DateTimeField("écrit le", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "section"], name="one_answer_per_section")
        ]

    def __str__(self) -> str:
        return f"{self.agreement.reference}, {self.section}"


class Verdict(models.TextChoices):
    """What the certifier says of a section or of a document."""

    WAITING = "", "À examiner"
    ACCEPTED = "accepted", "Accepté"
    TO_COMPLETE = "to_complete", "À compléter"


class SectionReview(models.Model):
    """The certifier's word on one section: what is fine, what to complete and how."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="reviews", verbose_name="dossier"
    )
    section = models.CharField("rubrique", max_length=40, editable=False)
    verdict = models.CharField(
        "avis", max_length=12, choices=Verdict, default=Verdict.WAITING, blank=True
    )
    comment = models.TextField("commentaire", blank=True)
    updated_at = models.DateTimeField("écrit le", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "section"], name="one_review_per_section")
        ]

    def __str__(self) -> str:
        return f"{self.agreement.reference}, {self.section} : {self.get_verdict_display()}"


def document_name(instance: "SupportingDocument", filename: str) -> str:
    """A name nobody can guess; the reader's name is separate."""
    return f"agrements/{instance.identifier}{PurePath(filename).suffix.lower()}"


class SupportingDocument(models.Model):
    """A file joined to the application. Replacing it keeps the older one, marked so."""

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="documents", verbose_name="dossier"
    )
    kind = models.CharField("pièce", max_length=40)
    file = models.FileField("fichier", storage=private_storage, upload_to=document_name)
    name = models.CharField("nom du fichier", max_length=150)
    extension = models.CharField(max_length=5, editable=False)
    size = models.PositiveIntegerField("poids en octets", editable=False)
    checksum = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField("déposée le", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    superseded_at = models.DateTimeField("remplacée le", null=True, editable=False)
    verdict = models.CharField(
        "avis", max_length=12, choices=Verdict, default=Verdict.WAITING, blank=True
    )
    comment = models.TextField("commentaire", blank=True)

    class Meta:
        ordering = ["kind", "uploaded_at"]
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"

    def __str__(self) -> str:
        return self.name

    @property
    def size_label(self) -> str:
        return file_size(self.size)
