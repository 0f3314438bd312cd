"""What a recueil keeps (imported by `editorial.models`)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalogue.models import Record


class Colour(models.TextChoices):
    """The colour of the cover."""

    BRICK = "brique", "Brique"
    GREEN = "vert", "Vert"
    INK = "encre", "Encre"
    OCHRE = "ocre", "Ocre"


class Shape(models.TextChoices):
    """What is drawn on the cover."""

    RULE = "regle", "La règle du réseau"
    BRICKS = "briques", "Un mur de briques"
    PATH = "chemin", "Un chemin par étapes"
    PLAN = "plan", "Un plan de chantier"


class Compilation(models.Model):
    """A guide made of records, composed by the desk (no owner) or by somebody for themselves.

    It keeps which records, in which order, never their text: each making reads them again,
    with the rights of who asks. `version` grows with every change of its composition.
    """

    identifier = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="compilations",
        verbose_name="compte",
        editable=False,
    )
    title = models.CharField("titre", max_length=150)
    subtitle = models.CharField("sous-titre", max_length=200, blank=True)
    network = models.CharField(
        "réseau ou structure",
        max_length=120,
        blank=True,
        help_text="Le nom imprimé sur la couverture et en bas des pages. Jamais celui d’une "
        "personne.",
    )
    foreword = models.TextField(
        "avant-propos",
        blank=True,
        max_length=12_000,
        help_text="Une ligne vide sépare deux paragraphes.",
    )
    colour = models.CharField(
        "couleur de la couverture", max_length=8, choices=Colour, default=Colour.BRICK
    )
    shape = models.CharField(
        "dessin de la couverture", max_length=8, choices=Shape, default=Shape.RULE
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="image de la couverture",
        help_text="Elle prend la place du dessin, en haut de la couverture.",
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="logo",
    )
    with_reserved = models.BooleanField(
        "mettre aussi les fiches réservées",
        default=False,
        help_text="Le recueil porte alors «\u00a0Usage interne\u00a0»\u00a0: il ne se diffuse "
        "pas à tous.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("commencé le", auto_now_add=True)
    touched_at = models.DateTimeField("dernier changement", default=timezone.now, editable=False)

    class Meta:
        ordering = ["-touched_at", "pk"]
        verbose_name = "recueil"
        default_permissions = ()
        permissions = [("compose_compilation", "Peut composer les recueils du réseau")]

    def __str__(self) -> str:
        return self.title


class CompilationGroup(models.Model):
    """A part of the recueil: a theme, and the records filed there."""

    compilation = models.ForeignKey(
        Compilation, models.CASCADE, related_name="groups", verbose_name="recueil"
    )
    title = models.CharField("titre de la partie", max_length=150)
    introduction = models.TextField("présentation", blank=True, max_length=4_000)
    position = models.PositiveIntegerField("rang", default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "partie d’un recueil"
        verbose_name_plural = "parties des recueils"
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class CompilationItem(models.Model):
    """A record at its place; the record gone, the place says that there was one."""

    compilation = models.ForeignKey(
        Compilation, models.CASCADE, related_name="items", verbose_name="recueil"
    )
    group = models.ForeignKey(
        CompilationGroup, models.CASCADE, related_name="items", verbose_name="partie"
    )
    record = models.ForeignKey(
        Record, models.SET_NULL, null=True, related_name="+", verbose_name="fiche"
    )
    position = models.PositiveIntegerField("rang", default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "fiche d’un recueil"
        verbose_name_plural = "fiches des recueils"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["compilation", "record"], name="one_place_per_record_of_compilation"
            )
        ]

    def __str__(self) -> str:
        return str(self.record or "fiche retirée")
