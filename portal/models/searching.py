"""What editors teach the search, and what people ask it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import RadioSelect
from wagtail.admin.panels import FieldPanel

from catalogue.models import LinesField
from catalogue.text import normalised_key
from search import analysis

MAX_WORDS = 13
MAX_LENGTH = 100
ASKED_LENGTH = 80


def validate_group(lines) -> None:
    """At least two different ways to say the same thing, each with a word the search reads."""
    errors = []
    if len(lines) < 2:
        errors.append("Donnez au moins deux façons de le dire, une par ligne.")
    if len(lines) > MAX_WORDS:
        errors.append(f"{MAX_WORDS} lignes au plus : faites plutôt deux groupes.")
    known: dict[str, str] = {}
    for line in lines[:MAX_WORDS]:
        twin = known.setdefault(normalised_key(line), line)
        if twin is not line:
            errors.append(f"« {line} » est déjà là (« {twin} »).")
        elif problem := _problem(line):
            errors.append(problem)
    if errors:
        raise ValidationError(errors)


def _problem(line: str) -> str | None:
    """Why one line would be of no use."""
    if len(line) > MAX_LENGTH:
        return f"« {line[:40]}… » est trop long : {MAX_LENGTH} signes au plus par ligne."
    if not analysis.load().phrase(line):
        return f"« {line} » ne contient aucun mot que la recherche retient : ajoutez un nom."
    return None


class SynonymGroup(models.Model):
    """Words that mean the same for those who search."""

    class Direction(models.TextChoices):
        BOTH = "both", "Tous se valent : chaque mot mène à tous les autres"
        ONE = "one", "Sens unique : le premier mot mène aux autres, pas l’inverse"

    words = LinesField(
        "mots",
        blank=False,
        validators=[validate_group],
        help_text=(
            "Une façon de le dire par ligne : un mot, un sigle ou une expression. "
            "Majuscules, accents et pluriels ne comptent pas."
        ),
    )
    direction = models.CharField(
        "sens",
        max_length=4,
        choices=Direction.choices,
        default=Direction.BOTH,
        help_text=(
            "Choisissez le sens unique quand le premier mot est plus vague ou mal employé, "
            "et que les autres ne doivent pas mener à lui."
        ),
    )
    note = models.CharField(
        "note",
        max_length=250,
        blank=True,
        help_text="Pourquoi ce groupe. Jamais montrée au public.",
    )

    panels = [FieldPanel("words"), FieldPanel("direction", widget=RadioSelect), FieldPanel("note")]

    class Meta:
        ordering = ["words"]
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "groupes de synonymes"

    def __str__(self) -> str:
        arrow = " → " if self.direction == self.Direction.ONE else " = "
        first, *others = self.words or [""]
        return (first + arrow + ", ".join(others))[:120] if others else first

    def leads(self) -> dict[str, list[str]]:
        """Each word with those it leads to."""
        words = list(self.words)
        if self.direction == self.Direction.ONE:
            return {words[0]: words[1:]} if words else {}
        return {word: [other for other in words if other != word] for word in words}


class AskedQuery(models.Model):
    """How often some words were searched on one day. Nothing about who searched, nor when."""

    day = models.DateField("jour", db_index=True)
    words = models.CharField("mots", max_length=ASKED_LENGTH)
    asked = models.PositiveIntegerField("fois", default=0)
    found = models.PositiveIntegerField("résultats la dernière fois", default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-day", "words"]
        verbose_name = "recherche du jour"
        verbose_name_plural = "recherches du jour"
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="one_line_per_day_and_words")
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.day:%d/%m/%Y})"
