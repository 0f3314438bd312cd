"""Records as the checks like them, and the form of the editor."""

from datetime import timedelta

from django.utils import timezone

from catalogue.models import Licence, Region, Theme
from tests.builders import make_monograph, make_resource, make_support, make_term

SUMMARY = (
    "Une équipe de maraîchage tient un carnet de semis. Chacun y note ce qu’il fait. "
    "Le carnet sert de preuve au jury."
)


def licence() -> Licence:
    return Licence.objects.first() or Licence.objects.create(label="Licence Ouverte")


def year_ahead():
    return timezone.localdate() + timedelta(days=365)


def good_resource(*, live: bool = False, **fields):
    """A resource no blocking check stops."""
    values = {
        "title": "Carnet de semis",
        "summary": SUMMARY,
        "licence": licence(),
        "supports": [make_support()],
        "source_title": "Recueil d’outils",
        "source_year": 2024,
        "review_by": year_ahead(),
        "purpose": "Garder une trace du travail.",
        "how_to_use": ["Ouvrir le carnet.", "Noter le semis."],
    }
    return make_resource(live=live, **(values | fields))


def good_monograph(*, live: bool = False, **fields):
    """A monograph no blocking check stops."""
    theme = make_term(Theme, "Formation en situation de travail")
    values = {
        "title": "Apprendre au potager",
        "summary": SUMMARY,
        "licence": licence(),
        "themes": [theme],
        "regions": [make_region()],
    }
    return make_monograph(live=live, **(values | fields))


def make_region():
    return Region.objects.first() or Region.objects.create(label="Bretagne", code="53")
