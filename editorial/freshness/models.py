"""What this part keeps (imported by `editorial.models`)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from catalogue.models import Record, RecordKind

MOST_MONTHS = 120


def months(label: str, default: int) -> models.PositiveSmallIntegerField:
    """How long a kind of record may be trusted."""
    limits = [MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits)


@register_setting(icon="calendar-check", order=5)
class EditorialSettings(BaseGenericSetting):
    """How the editors' chain runs here. The values it starts with are our proposals."""

    resource_months = months("ressource", 24)
    monograph_months = months("monographie", 36)
    referential_months = months("référentiel", 12)
    late_days = models.PositiveSmallIntegerField(
        "relance au bout de",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=(
            "En jours. Une relecture qui attend plus longtemps est signalée à tous les éditeurs "
            "du réseau."
        ),
    )
    review_required = models.BooleanField(
        "publier seulement au bout du circuit",
        default=False,
        help_text=(
            "Cochée, personne ne publie une fiche sans les relectures prévues. Sinon, un éditeur "
            "peut publier directement une fiche que personne ne relit en ce moment."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("resource_months"),
                        FieldPanel("monograph_months"),
                        FieldPanel("referential_months"),
                    ]
                )
            ],
            heading="Une fiche est à revoir au bout de… (en mois)",
            help_text="Durées proposées au départ : à ajuster selon votre réseau.",
        ),
        MultiFieldPanel(
            [FieldPanel("late_days"), FieldPanel("review_required")], heading="Relecture"
        ),
    ]

    class Meta:
        verbose_name = "relecture et fraîcheur"

    def months_of(self, kind: str) -> int:
        """For a kind of record."""
        return {
            RecordKind.RESOURCE: self.resource_months,
            RecordKind.MONOGRAPH: self.monograph_months,
            RecordKind.REFERENTIAL: self.referential_months,
        }[RecordKind(kind)]


class Verification(models.Model):
    """Somebody said that a record is still right, or put its day off: who, when, from, to."""

    class How(models.TextChoices):
        LINK = "link", "toujours exacte, depuis le courriel"
        BOARD = "board", "toujours exacte, depuis le suivi"
        PUT_OFF = "put_off", "date repoussée"
        HANDED = "handed", "n’est plus suivie par cette personne"
        GIVEN = "given", "confiée à quelqu’un"

    record = models.ForeignKey(
        Record, models.CASCADE, related_name="verifications", verbose_name="fiche"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="verifications",
        verbose_name="par",
    )
    at = models.DateTimeField("le", auto_now_add=True, db_index=True)
    how = models.CharField("comment", max_length=8, choices=How)
    former = models.DateField("date d’avant", null=True)
    review_by = models.DateField("nouvelle date", null=True)
    reason = models.CharField("motif", max_length=250, blank=True)
    # The fingerprint of the link that was used: no link serves twice.
    token = models.CharField("lien", max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "vérification"
        constraints = [
            models.UniqueConstraint(
                fields=["token"], condition=~models.Q(token=""), name="one_verification_per_link"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} : {self.get_how_display()}"
