"""Headings that editors teach the import."""

from django.core.exceptions import ValidationError
from django.db import models

FIELD_CHOICES = [
    ("titre", "Titre"),
    ("structure", "Structure porteuse"),
    ("partenaires", "Partenaires"),
    ("public_cible", "Public concerné"),
    ("contexte", "Contexte"),
    ("objectifs", "Objectifs"),
    ("mise_en_oeuvre", "Mise en œuvre"),
    ("resultats", "Résultats"),
    ("bilan", "Bilan (réparti phrase par phrase)"),
    ("plus_value", "Plus-value"),
    ("leviers", "Leviers"),
    ("points_de_vigilance", "Points de vigilance"),
    ("financement", "Financement"),
    ("perspectives", "Perspectives"),
    ("chiffres_cles", "Chiffres clés"),
    ("a_classer", "À classer à la main"),
    ("contacts", "Contacts (jamais importés)"),
]


class HeadingVariant(models.Model):
    """A heading met in a fiche, and the field it opens. It acts from the next import on."""

    text = models.CharField(
        "titre de rubrique",
        max_length=120,
        help_text="Comme il est écrit dans la fiche. "
        "Majuscules, accents et numéros ne comptent pas.",
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    field = models.CharField("rubrique de la monographie", max_length=24, choices=FIELD_CHOICES)
    inline = models.BooleanField(
        "aussi au début d’une ligne",
        default=True,
        help_text="Cochée : « Objectif : favoriser… » ouvre la rubrique. "
        "Décochée : seulement quand le titre est seul sur sa ligne.",
    )
    note = models.CharField(
        "note",
        max_length=200,
        blank=True,
        help_text="Par exemple : le réseau dont viennent ces fiches.",
    )

    class Meta:
        verbose_name = "titre de rubrique"
        verbose_name_plural = "titres de rubriques"
        ordering = ["field", "key"]

    def __str__(self) -> str:
        return f"{self.text} → {self.get_field_display()}"

    def save(self, *args, **kwargs) -> None:
        from monographs.importing.recognising.lexicon import heading_key

        self.key = heading_key(self.text)[:120]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        from monographs.importing.recognising.lexicon import heading_key

        key = heading_key(self.text or "")[:120]
        if not key:
            raise ValidationError({"text": "Écrivez le titre avec des lettres."})
        twin = type(self).objects.filter(key=key).exclude(pk=self.pk).first()
        if twin:
            raise ValidationError({"text": f"Ce titre est déjà là : « {twin} »."})
