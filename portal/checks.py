"""Our conventions as system checks: what `manage.py check` refuses needs no reviewer."""

from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

ROOMS = ("portal", "editorial", "members", "monographs", "referentials", "resources", "catalogue")


def our_page_models() -> list[type[Page]]:
    """Page types of our rooms."""
    return [model for model in get_page_models() if model._meta.app_label in ROOMS]


@register()
def check_page_types(app_configs, **kwargs) -> list[Error]:
    """Every page type has a template, search fields, explicit parents and children."""
    return [error for model in our_page_models() for error in _errors_of(model)]


def _errors_of(model: type[Page]) -> list[Error]:
    name = model.__name__
    errors = [
        Error(f"{name} ne déclare pas {attribute}.", obj=model, id="portal.E001")
        for attribute in ("search_fields", "parent_page_types", "subpage_types")
        if not _declares(model, attribute)
    ]
    if model.is_creatable and not _has_template(model):
        errors.append(Error(f"{name} n’a pas de gabarit.", obj=model, id="portal.E002"))
    if model.private_page_options:
        message = f"{name} : catalogue.access décide seul de qui voit quoi."
        errors.append(Error(message, obj=model, id="portal.E003"))
    return errors


def _declares(model: type[Page], attribute: str) -> bool:
    """Whether one of our classes, below Wagtail's, says it."""
    ours = (base for base in model.__mro__ if base.__module__.split(".")[0] in ROOMS)
    return any(attribute in vars(base) for base in ours)


def _has_template(model: type[Page]) -> bool:
    try:
        get_template(model.template)
    except TemplateDoesNotExist:
        return False
    return True
