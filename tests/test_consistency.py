"""Conventions that hold between rooms: pages, names, access, migrations."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

from catalogue.models import BasePage
from tests import source

PAGES = [model for model in get_page_models() if model._meta.app_label in source.ROOMS]
MODELS = [
    model
    for room in source.ROOMS
    if room != "exports"
    for model in apps.get_app_config(room).get_models()
]


def declares(model: type[Page], attribute: str) -> bool:
    """Whether the type, or a parent of its own family, says it (not what all pages share)."""
    family = [base for base in model.__mro__ if base.__module__.split(".")[0] in source.ROOMS]
    return any(attribute in vars(base) for base in family if base is not BasePage)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
class TestPageType:
    def test_has_a_template_that_exists(self, model):
        if model.is_creatable:
            assert get_template(model.template)

    def test_says_what_the_search_reads(self, model):
        if model.is_creatable:
            assert declares(model, "body_fields")
        fields = [(type(field), field.field_name) for field in model.get_search_fields()]
        assert len(fields) == len(set(fields)), "A field is indexed twice."

    def test_says_where_it_stands_in_the_tree(self, model):
        assert declares(model, "parent_page_types")
        assert declares(model, "subpage_types")

    def test_leaves_privacy_to_the_access_module(self, model):
        assert model.private_page_options == []

    def test_tells_editors_what_it_is_for(self, model):
        if model.is_creatable:
            assert model.page_description.endswith((".", "…"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_names_of_models_and_fields_are_lower_case_french(model):
    names = [model._meta.verbose_name, model._meta.verbose_name_plural]
    names += [
        field.verbose_name
        for field in model._meta.get_fields()
        if getattr(field, "editable", False)
        and field.model._meta.app_label in source.ROOMS
        and not field.auto_created
        and field.name not in INHERITED
    ]
    wrong = [name for name in map(str, names) if re.match(r"[A-ZÀ-Ý](?![A-Z])", name)]
    assert wrong == []


# Fields of Django or Wagtail that our models only receive.
INHERITED = {
    "page",
    "sort_order",
    "password",
    "last_login",
    "is_superuser",
    "groups",
    "user_permissions",
    "first_name",
    "last_name",
    "is_staff",
    "is_active",
    "date_joined",
    "content_object",
    "tag",
    "site",
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_name_shown_to_editors_is_chosen(model):
    """A name that Django makes from the attribute would be English."""
    made = [
        field.name
        for field in model._meta.get_fields()
        if getattr(field, "editable", False)
        and field.model._meta.app_label in source.ROOMS
        and not field.auto_created
        and field.name not in INHERITED
        and str(field.verbose_name) == field.name.replace("_", " ")
        and field.name not in FRENCH_ALREADY
    ]
    assert made == []


FRENCH_ALREADY = {
    "code",
    "date",
    "description",
    "licence",
    "logo",
    "message",
    "note",
    "perspectives",
    "slug",
    "source",
    "structure",
    "version",
}


# Who may see what is decided in one module.

METHODS = {"live", "not_live", "public", "not_public", "private", "expired"}
FIELDS = ("live", "access_level", "hide_notice", "expire_at", "go_live_at")
FILTERS = {"filter", "exclude", "get", "get_or_create", "Q", "When", "complex_filter"}
DECIDES = "catalogue/access.py"
# Editors' screens, and what fills a new site: nobody reads through them.
NOT_FOR_READERS = (
    "wagtail_hooks.py",
    "viewsets.py",
    "admin_lists.py",
    "file_screens.py",
    "/management/",
    "portal/demo/",
)
ALLOWED = {
    "portal/benching/searching.py: filter(live)": "other engines measured, on a throw-away bank",
    "members/home/views.py: exclude(access_level)": "what is reserved, then openable_by",
    "portal/page_cache.py: filter(live)": "the next expiry, to forget pages in time",
    "portal/page_cache.py: filter(expire_at__gt)": "the next expiry, to forget pages in time",
    # Reviews and freshness.
    "editorial/freshness/stale.py: filter(live)": "what is online and goes stale, for editors",
    "portal/desk.py: filter(live)": "the editors' desk: what is to do, for editors only",
    # Checks and publishing.
    "editorial/checking/about_text.py: live()": "a link to what is offline is dead, for editors",
    "editorial/checking/keeping.py: live()": "what is online is read again, for editors",
    "editorial/checking/gate.py: filter(live)": "what a copy would put online",
    "editorial/checking/gate.py: not_live()": "what is about to be published under a page",
    "editorial/publishing/withdrawing.py: live()": "what is about to be withdrawn, for editors",
}


def visibility_filters(path) -> set[str]:
    """Calls of a file that keep or leave out records by their visibility."""
    found = set()
    for node in ast.walk(source.tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in METHODS and not node.args and not node.keywords:
            found.add(f"{called}()")
        if called in FILTERS:
            found |= {
                f"{called}({keyword.arg})"
                for keyword in node.keywords
                if keyword.arg and keyword.arg.split("__")[0] in FIELDS
            }
    return found


def test_only_the_access_module_filters_on_visibility():
    found = {
        f"{source.name(path)}: {call}"
        for path in source.python()
        if source.name(path) != DECIDES
        and not any(part in source.name(path) for part in NOT_FOR_READERS)
        for call in visibility_filters(path)
    }
    assert found - set(ALLOWED) == set()
    assert set(ALLOWED) - found == set(), "No longer needed: take it off the list."


def test_templates_ask_the_database_nothing():
    """Views prepare; a template that asks would ask once for every line of a list."""
    questions = re.compile(
        r"[\w.]+\.(?:filter|exclude|order_by|exists)\b|\w+\.all\.(?:count|first)"
    )
    found = [
        f"{source.name(path)}: {tag}"
        for path in source.templates()
        for tag in re.findall(r"{[{%].*?[}%]}", source.text(path))
        if questions.search(tag)
    ]
    assert found == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_system_checks_find_nothing():
    call_command("check", fail_level="WARNING")
