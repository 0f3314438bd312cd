"""Controlled vocabularies: one small model per facet, all of the same shape."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.forms import Select
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from catalogue.text import french_slug, normalised_key

rome_validator = RegexValidator(
    r"^[A-N]\d{4}$", "Un code ROME est une lettre de A à N suivie de quatre chiffres (ex. A1203)."
)


class Term(index.Indexed, models.Model):
    """A word of a vocabulary: what editors pick, what readers filter by.

    Labels are unique by `key` (accents, case and apostrophes ignored), so that the same
    word cannot enter twice under two spellings. Synonyms serve the search.
    """

    label = models.CharField("libellé", max_length=160)
    slug = models.SlugField(
        "repère",
        max_length=160,
        unique=True,
        blank=True,
        help_text="Laissez vide : il s’écrit d’après le libellé. Il sert dans les adresses.",
    )
    acronym = models.CharField("sigle", max_length=30, blank=True)
    definition = models.TextField("définition", blank=True)
    source = models.CharField("source de la définition", max_length=200, blank=True)
    synonyms = models.TextField(
        "synonymes",
        blank=True,
        help_text="Un par ligne : les autres mots que tapent les lecteurs. La recherche les suit.",
    )
    note = models.CharField(
        "note pour les éditeurs", max_length=250, blank=True, help_text="Jamais montrée au public."
    )
    sort_order = models.PositiveIntegerField(
        "rang", default=0, help_text="Le plus petit vient en premier. À rang égal : l’alphabet."
    )
    key = models.CharField(max_length=160, unique=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("acronym")]),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        MultiFieldPanel(
            [
                FieldPanel("sort_order"),
                FieldPanel("source"),
                FieldPanel("note"),
                FieldPanel("slug"),
            ],
            heading="Réglages",
            classname="collapsed",
        ),
    ]
    search_fields = [
        index.SearchField("label", boost=2),
        index.SearchField("acronym"),
        index.SearchField("synonyms"),
        index.AutocompleteField("label"),
        index.AutocompleteField("acronym"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return f"{self.label} ({self.acronym})" if self.acronym else self.label

    def save(self, *args, **kwargs) -> None:
        self._set_keys()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._set_keys()
        twin = type(self).objects.filter(key=self.key).exclude(pk=self.pk).first()
        if twin:
            raise ValidationError({"label": f"Ce terme existe déjà : « {twin.label} »."})

    def _set_keys(self) -> None:
        self.slug = self.slug or french_slug(self.label)[:160]
        self.key = normalised_key(self.label)

    @property
    def synonym_list(self) -> list[str]:
        """Synonyms, one per line in the admin, as a list without blanks."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]


class ResourceKind(Term):
    """What a document is: livret de suivi, fiche expérience, grille…"""

    class Meta(Term.Meta):
        verbose_name = "type de ressource"
        verbose_name_plural = "types de ressource"


class Support(Term):
    """Production support (filière): espaces verts, maraîchage, second œuvre…"""

    class Meta(Term.Meta):
        verbose_name = "support de production"
        verbose_name_plural = "supports de production"


class Occupation(Term):
    """Métier, with its ROME code when it is certain."""

    rome_code = models.CharField(
        "code ROME",
        max_length=5,
        blank=True,
        validators=[rome_validator],
        help_text="Seulement s’il est certain (ex. A1203). Sinon, laissez vide.",
    )
    panels = [Term.panels[0], FieldPanel("rome_code"), *Term.panels[1:]]

    class Meta(Term.Meta):
        verbose_name = "métier"
        verbose_name_plural = "métiers"


class Device(Term):
    """Dispositif: CQP, AFEST, VAE, période d’immersion…"""

    class Meta(Term.Meta):
        verbose_name = "dispositif"
        verbose_name_plural = "dispositifs"


class Theme(Term):
    """Thématique: the main shelf of a good practice."""

    class Meta(Term.Meta):
        verbose_name = "thématique"
        verbose_name_plural = "thématiques"


class Step(Term):
    """Step of the path of the person, from welcome to the jury and the job."""

    class Meta(Term.Meta):
        verbose_name = "étape du parcours"
        verbose_name_plural = "étapes du parcours"


class Audience(Term):
    """People an action is for. Never individuals: groups as the sources name them."""

    class Meta(Term.Meta):
        verbose_name = "public"
        verbose_name_plural = "publics"


class Role(Term):
    """Who uses a tool: encadrant technique, CIP, formateur, juré…"""

    class Meta(Term.Meta):
        verbose_name = "rôle"
        verbose_name_plural = "rôles"


class StructureType(Term):
    """Type of structure: ACI, EI, AI, ETTI, GEIQ…"""

    class Meta(Term.Meta):
        verbose_name = "type de structure"
        verbose_name_plural = "types de structure"


class PartnerType(Term):
    """Nature of a partner: entreprise, organisme de formation, collectivité…"""

    class Meta(Term.Meta):
        verbose_name = "type de partenaire"
        verbose_name_plural = "types de partenaire"


class Funder(Term):
    """Financeur, under the name of its time (`note` says when it has gone)."""

    class Meta(Term.Meta):
        verbose_name = "financeur"
        verbose_name_plural = "financeurs"


class Region(Term):
    """Région, with its INSEE code."""

    code = models.CharField("code INSEE", max_length=3, unique=True)
    panels = [Term.panels[0], FieldPanel("code"), *Term.panels[1:]]

    class Meta(Term.Meta):
        ordering = ["label"]
        verbose_name = "région"
        verbose_name_plural = "régions"


class Department(Term):
    """Département, with its INSEE code and its région."""

    code = models.CharField("code INSEE", max_length=3, unique=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="departments", verbose_name="région"
    )
    panels = [
        Term.panels[0],
        FieldRowPanel([FieldPanel("code"), FieldPanel("region", widget=Select)]),
        *Term.panels[1:],
    ]

    class Meta(Term.Meta):
        ordering = ["code"]
        verbose_name = "département"
        verbose_name_plural = "départements"

    def __str__(self) -> str:
        return f"{self.label} ({self.code})"


class FormerName(models.Model):
    """An institution's former name and today's: readers may type either."""

    former = models.CharField(
        "ancien nom", max_length=200, unique=True, help_text="Celui des vieux documents."
    )
    current = models.CharField(
        "nom actuel", max_length=200, help_text="La recherche mène d’un nom à l’autre."
    )
    certainty = models.CharField(
        "certitude",
        max_length=120,
        blank=True,
        help_text="Ex. : certain, à vérifier, devenu deux structures.",
    )

    panels = [FieldPanel("former"), FieldPanel("current"), FieldPanel("certainty")]

    class Meta:
        ordering = ["former"]
        verbose_name = "ancien nom d’institution"
        verbose_name_plural = "anciens noms d’institutions"

    def __str__(self) -> str:
        return f"{self.former} → {self.current}"


VOCABULARIES: tuple[type[Term], ...] = (
    ResourceKind,
    Support,
    Occupation,
    Device,
    Theme,
    Step,
    Audience,
    Role,
    StructureType,
    PartnerType,
    Funder,
    Region,
    Department,
)
