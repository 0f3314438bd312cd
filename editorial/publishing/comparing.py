"""Gives Wagtail our words for comparing versions, by kind of field."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.admin.compare import register_comparison_class
from wagtail.fields import StreamField

from catalogue.models import LinesField
from editorial.publishing import changes

WORDS = {
    LinesField: changes.LinesComparison,
    StreamField: changes.StreamComparison,
    ParentalManyToManyField: changes.ItemsComparison,
    TaggableManager: changes.ItemsComparison,
    models.DateField: changes.ValueComparison,
    models.BooleanField: changes.ValueComparison,
    models.IntegerField: changes.ValueComparison,
}


def register() -> None:
    """For every page of the site."""
    for field, comparison in WORDS.items():
        register_comparison_class(field, comparison_class=comparison)
