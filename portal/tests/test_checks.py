"""Our conventions, checked by `manage.py check`."""

import pytest
from wagtail.models import Page, get_page_models

from portal import checks
from portal.models import ContentPage


def errors_with(monkeypatch, **changes) -> list[str]:
    for name, value in changes.items():
        monkeypatch.setattr(ContentPage, name, value)
    return [error.id for error in checks.check_page_types(None)]


def test_our_page_types_follow_every_rule():
    assert checks.check_page_types(None) == []


def test_every_page_type_of_the_site_is_looked_at():
    ours = set(checks.our_page_models())
    assert set(get_page_models()) - ours <= {Page}
    assert len(ours) > 10


def test_page_type_without_its_template_is_refused(monkeypatch):
    assert errors_with(monkeypatch, template="portal/absent.html") == ["portal.E002"]


def test_page_type_with_a_privacy_of_its_own_is_refused(monkeypatch):
    assert errors_with(monkeypatch, private_page_options=["login"]) == ["portal.E003"]


@pytest.mark.parametrize("attribute", ["parent_page_types", "subpage_types"])
def test_page_type_that_does_not_say_where_it_stands_is_refused(monkeypatch, attribute):
    monkeypatch.delattr(ContentPage, attribute)
    assert [error.id for error in checks.check_page_types(None)] == ["portal.E001"]
