"""What a proposal keeps (imported by `editorial.models`)."""

import uuid
from pathlib import PurePath

from django.db import models
from django.utils import timezone

from catalogue.models import Licence
from catalogue.models.files import private_storage
from catalogue.text import file_size
from monographs.models import MonographPage


class State(models.TextChoices):
    """Where a proposal stands. The moves between states: `editorial.proposing.machine`."""

    DRAFT = "draft", "Brouillon"
    SENT = "sent", "Envoyée"
    MORE_ASKED = "more_asked", "Compléments demandés"
    COMPLETED = "completed", "Complétée"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"


WRITABLE = (State.DRAFT, State.MORE_ASKED)
TO_READ = (State.SENT, State.COMPLETED)
ENDED = (State.ACCEPTED, State.REFUSED, State.WITHDRAWN)


class Proposal(models.Model):
    """A practice that a structure proposes, without any account.

    Whoever holds its signed link writes in it (`tokens`); `token_version` grows when the older
    links must close. `email` only serves to send links and news; `email_key`, its fingerprint,
    lets its owner ask for a link once the address itself is erased. `version` grows with every
    move: a page that shows an older one decides nothing.
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse électronique", blank=True, editable=False)
    email_key = models.CharField(max_length=64, db_index=True, editable=False)
    token_version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(
        "état", max_length=12, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    version = models.PositiveIntegerField("version", default=1, editable=False)
    created_at = models.DateTimeField("commencée le", auto_now_add=True)
    # Set by the first answer: until then nothing was proposed.
    begun_at = models.DateTimeField("première réponse le", null=True, editable=False)
    touched_at = models.DateTimeField("dernière écriture", default=timezone.now, editable=False)
    state_since = models.DateTimeField("dans cet état depuis", default=timezone.now)
    sent_at = models.DateTimeField("envoyée le", null=True, editable=False)
    warned_at = models.DateTimeField("fin annoncée le", null=True, editable=False)
    licence = models.ForeignKey(
        Licence, models.SET_NULL, null=True, related_name="+", verbose_name="licence choisie"
    )
    page = models.OneToOneField(
        MonographPage,
        models.SET_NULL,
        null=True,
        related_name="proposal",
        verbose_name="monographie",
        editable=False,
    )
    published_at = models.DateTimeField("publication annoncée le", null=True, editable=False)

    class Meta:
        ordering = ["state_since"]
        verbose_name = "pratique proposée"
        verbose_name_plural = "pratiques proposées"
        default_permissions = ()
        permissions = [("review_proposal", "Peut relire les pratiques proposées")]

    def __str__(self) -> str:
        return f"Pratique proposée du {timezone.localdate(self.created_at):%d/%m/%Y}"

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


class ProposalSection(models.Model):
    """The answers of one section (`editorial.proposing.sections`).

    `version` grows with every save: two windows do not erase each other without being told.
    `seen` is what the reviewer had read when they asked for more.
    """

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="answers", verbose_name="proposition"
    )
    section = models.CharField("rubrique", max_length=40, editable=False)
    data = models.JSONField("réponses", default=dict, editable=False)
    seen = models.JSONField("réponses déjà lues", null=True, editable=False)
    version = models.PositiveIntegerField("version", default=1, editable=False)
    updated_at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "rubrique d’une proposition"
        verbose_name_plural = "rubriques des propositions"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "section"], name="one_answer_per_proposal_section"
            )
        ]

    def __str__(self) -> str:
        return self.section


def proposal_file_name(instance: "ProposalFile", filename: str) -> str:
    """A name nobody can guess; the reader's name is separate."""
    return f"propositions/{instance.identifier}{PurePath(filename).suffix.lower()}"


class ProposalFile(models.Model):
    """A file joined to a proposal. It goes when the proposal goes."""

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="files", verbose_name="proposition"
    )
    label = models.CharField("intitulé", max_length=150)
    file = models.FileField("fichier", storage=private_storage, upload_to=proposal_file_name)
    name = models.CharField("nom du fichier", max_length=150)
    extension = models.CharField(max_length=5, editable=False)
    size = models.PositiveIntegerField("poids en octets", editable=False)
    checksum = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField("joint le", auto_now_add=True)

    class Meta:
        ordering = ["uploaded_at", "pk"]
        verbose_name = "fichier d’une proposition"
        verbose_name_plural = "fichiers des propositions"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def size_label(self) -> str:
        return file_size(self.size)


class Use(models.TextChoices):
    """What a consent allows."""

    SITE = "site", "La publier sur ce site"
    PRINT = "print", "L’imprimer dans un recueil"
    REUSE = "reuse", "Laisser d’autres la réutiliser"


class ProposalConsent(models.Model):
    """One consent: for what, in which words, from when, until when. Given again: another row."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="consents", verbose_name="proposition"
    )
    use = models.CharField("pour quoi", max_length=8, choices=Use, editable=False)
    words = models.TextField("phrase acceptée", editable=False)
    given_at = models.DateTimeField("donné le", default=timezone.now)
    revoked_at = models.DateTimeField("retiré le", null=True, editable=False)

    class Meta:
        ordering = ["given_at", "pk"]
        verbose_name = "accord"
        verbose_name_plural = "accords"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "use"],
                condition=models.Q(revoked_at=None),
                name="one_consent_in_force_per_use",
            )
        ]

    def __str__(self) -> str:
        return self.get_use_display()


class FieldComment(models.Model):
    """What a reviewer asks about one field: pending, then asked, answered, settled.

    `role` is a function (« le réseau »), never a name.
    """

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="comments", verbose_name="proposition"
    )
    section = models.CharField("rubrique", max_length=40, editable=False)
    field = models.CharField("question", max_length=40, editable=False)
    text = models.TextField("ce qui est à compléter")
    role = models.CharField("par", max_length=60, editable=False)
    written_at = models.DateTimeField("écrit le", default=timezone.now)
    asked_at = models.DateTimeField("demandé le", null=True, editable=False)
    reply = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, editable=False)
    resolved_at = models.DateTimeField("réglé le", null=True, editable=False)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = "demande de complément"
        verbose_name_plural = "demandes de compléments"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "section", "field"],
                condition=models.Q(asked_at=None),
                name="one_pending_comment_per_field",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Act(models.TextChoices):
    """What happened to a proposal."""

    BEGUN = "begun", "Proposition commencée"
    SENT = "sent", "Proposition envoyée"
    MORE_ASKED = "more_asked", "Compléments demandés"
    COMPLETED = "completed", "Compléments envoyés"
    ACCEPTED = "accepted", "Proposition acceptée"
    REFUSED = "refused", "Proposition non retenue"
    WITHDRAWN = "withdrawn", "Proposition retirée"
    PUBLISHED = "published", "Pratique publiée"
    CONSENT_GIVEN = "consent_given", "Accord donné"
    CONSENT_REVOKED = "consent_revoked", "Accord retiré"
    LINKS_CLOSED = "links_closed", "Anciens liens fermés"


class Role(models.TextChoices):
    """Who acted: a side, never a person."""

    CONTRIBUTOR = "contributor", "la structure"
    REVIEWER = "reviewer", "le réseau"
    SITE = "site", "le portail"


class ProposalEvent(models.Model):
    """One line of the history."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="events", verbose_name="proposition"
    )
    act = models.CharField("acte", max_length=16, choices=Act, editable=False)
    role = models.CharField("par", max_length=12, choices=Role, editable=False)
    detail = models.TextField("précision", blank=True, editable=False)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "événement d’une proposition"
        verbose_name_plural = "événements des propositions"
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_act_display()
