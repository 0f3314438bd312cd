"""The structures of the network (SIAE), and what they let the public see."""

import uuid

from django.core.validators import MaxLengthValidator
from django.db import models

from catalogue.models import Department, StructureType, Support
from catalogue.models.files import private_storage
from catalogue.text import french_slug
from members.validators import digits, validate_siret, validate_training_body_number

PRESENTATION_LENGTH = 2_000
# Pages of the directory stand at these addresses.
RESERVED_SLUGS = frozenset({"carte"})


class Published(models.TextChoices):
    """What a structure may choose to show in the public directory.

    Being there shows its name, type, city, supports, and whether it is adherent or agreed.
    """

    ADDRESS = "address", "L’adresse"
    PRESENTATION = "presentation", "La présentation"
    LOGO = "logo", "Le logo"
    WEBSITE = "website", "Le site internet"
    CONTACT = "contact", "La fonction à contacter"
    TERRITORY = "territory", "Le territoire d’action"


class StructureQuerySet(models.QuerySet):
    def open(self):
        """Structures the network has not closed."""
        return self.filter(is_active=True)

    def of(self, user):
        """The open structures this person belongs to."""
        return self.open().filter(memberships__user=user)


def logo_name(instance: "Structure", filename: str) -> str:
    return f"structures/{uuid.uuid4()}.png"


class Structure(models.Model):
    """An employer of work integration. Functions only: never the name of a person."""

    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("repère", max_length=200, unique=True, blank=True)
    structure_type = models.ForeignKey(
        StructureType, models.PROTECT, verbose_name="type de structure"
    )
    siret = models.CharField(
        "SIRET",
        max_length=14,
        unique=True,
        validators=[validate_siret],
        error_messages={"unique": "Ce SIRET est déjà celui d’une structure inscrite."},
    )
    training_body_number = models.CharField(
        "numéro de déclaration d’activité",
        max_length=11,
        blank=True,
        validators=[validate_training_body_number],
        help_text="Si la structure est aussi organisme de formation.",
    )
    is_adherent = models.BooleanField("adhérente au réseau", default=False)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    city = models.CharField("ville", max_length=120)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="département")
    territory = models.CharField(
        "territoire d’action",
        max_length=200,
        blank=True,
        help_text="Ex. : le Saumurois, l’agglomération de Sète.",
    )
    supports = models.ManyToManyField(Support, blank=True, verbose_name="supports de production")
    presentation = models.TextField(
        "présentation",
        blank=True,
        validators=[MaxLengthValidator(PRESENTATION_LENGTH)],
        help_text="Quelques phrases sur ce que vous faites. Aucun nom de personne.",
    )
    website = models.URLField("site internet", blank=True)
    contact = models.CharField(
        "fonction à contacter",
        max_length=120,
        blank=True,
        help_text="Une fonction, jamais un nom. Ex. : la direction pédagogique.",
    )
    logo = models.ImageField("logo", storage=private_storage, upload_to=logo_name, blank=True)
    is_listed = models.BooleanField("dans l’annuaire public", default=False)
    published = models.JSONField("ce que montre l’annuaire", default=list, blank=True)
    is_active = models.BooleanField(
        "ouverte",
        default=True,
        help_text="Décochez pour fermer : ses membres perdent tout accès à la page suivante.",
    )
    is_fictional = models.BooleanField("structure fictive", default=False)
    created_at = models.DateTimeField("inscrite le", auto_now_add=True)

    objects = StructureQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "structure"

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None) -> None:
        self.siret = digits(self.siret)
        self.training_body_number = digits(self.training_body_number)
        super().clean_fields(exclude=exclude)

    def _free_slug(self) -> str:
        base = french_slug(self.name)[:180] or "structure"
        known = Structure.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        taken = RESERVED_SLUGS.union(known)
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return base if base not in taken else next(s for s in numbered if s not in taken)

    def shows(self, key: str) -> bool:
        """Whether the structure chose to publish this (a value of `Published`)."""
        return key in self.published
