"""What this part keeps (imported by `editorial.models`)."""

from django.conf import settings
from django.db import models
from wagtail.models import AbstractGroupApprovalTask, TaskState, Workflow

from catalogue.models import RecordKind
from editorial.reviewing import rights
from editorial.reviewing.absences import Absence

__all__ = ["Absence", "DigestChoice", "ReadyWorkflow", "ReviewTask"]


class ReviewTask(AbstractGroupApprovalTask):
    """A step of review: groups, whoever stands in for somebody of them, and who may not."""

    own_work = models.BooleanField(
        "on peut approuver son propre travail",
        default=False,
        help_text="Sinon, qui a écrit ou soumis la fiche ne peut pas l’approuver ici.",
    )
    another_person = models.BooleanField(
        "une autre personne qu’aux étapes précédentes",
        default=False,
        help_text="Cochée, cette étape demande quelqu’un qui n’a pas déjà approuvé la fiche.",
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "own_work", "another_person"]

    class Meta:
        verbose_name = "étape de relecture"
        verbose_name_plural = "étapes de relecture"

    # Wagtail names these `obj` and `user`.
    def user_can_access_editor(self, obj, user) -> bool:
        return rights.may_edit(self, user)

    def locked_for_user(self, obj, user) -> bool:
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj, user) -> bool:
        return self.user_can_access_editor(obj, user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        return rights.actions(self, obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        return waiting if rights.may_edit(self, user) else waiting.none()

    def on_action(self, task_state, user, action_name, **kwargs):
        answer = super().on_action(task_state, user, action_name, **kwargs)
        rights.note_deputy(self, task_state, user)
        return answer

    @classmethod
    def get_description(cls) -> str:
        return "Les personnes des groupes choisis, ou qui les remplace, approuvent la fiche."


class ReadyWorkflow(models.Model):
    """A workflow delivered with the site: made once, then the network's to change or delete."""

    kind = models.CharField("nature", max_length=12, choices=RecordKind, unique=True)
    workflow = models.ForeignKey(
        Workflow, models.SET_NULL, null=True, related_name="+", verbose_name="circuit"
    )

    class Meta:
        verbose_name = "circuit livré"
        verbose_name_plural = "circuits livrés"

    def __str__(self) -> str:
        return self.get_kind_display()


class DigestChoice(models.Model):
    """How often a person wants the summary of what waits, and when it was last written."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", "Chaque jour, s’il y a quelque chose"
        WEEKLY = "weekly", "Chaque lundi, s’il y a quelque chose"
        NEVER = "never", "Jamais"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="digest_choice",
        verbose_name="compte",
    )
    rhythm = models.CharField(
        "récapitulatif par courriel", max_length=8, choices=Rhythm, default=Rhythm.DAILY
    )
    served_at = models.DateTimeField("dernier écrit le", null=True, editable=False)

    class Meta:
        verbose_name = "choix du récapitulatif"
        verbose_name_plural = "choix du récapitulatif"

    def __str__(self) -> str:
        return f"{self.user} : {self.get_rhythm_display()}"
