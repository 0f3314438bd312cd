"""The day proposed by kind, in the form and at publication; what a correction does not say."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from editorial.freshness import keeping
from editorial.freshness.models import EditorialSettings
from editorial.tests.chain import client_of, make_staff
from members.agreement.machine import months_later
from resources.models import ResourceIndexPage
from tests.builders import make_resource
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "nothing_checked")]


def again(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize(
    ("kind", "months"), [("ressource", 24), ("monographie", 36), ("referentiel", 12)]
)
def test_day_proposed_by_kind(kind, months):
    assert keeping.proposed_day(kind) == months_later(timezone.localdate(), months)


def test_administrator_changes_the_periods():
    admin = client_of(make_staff("administrator"))
    address = admin.get("/admin/settings/editorial/editorialsettings/", follow=True)
    assert address.status_code == 200
    sent = {"resource_months": 6, "monograph_months": 12, "referential_months": 3, "late_days": 5}
    admin.post(address.request["PATH_INFO"], sent)
    assert EditorialSettings.load().resource_months == 6
    assert keeping.proposed_day("ressource") == months_later(timezone.localdate(), 6)
    editor = client_of(make_staff("editor"))
    assert editor.get(address.request["PATH_INFO"]).status_code == 302


def test_form_of_a_new_record_proposes_a_day_and_its_writer():
    editor = make_staff("editor")
    parent = ResourceIndexPage.objects.get()
    answer = client_of(editor).get(f"/admin/pages/add/resources/resourcepage/{parent.pk}/")
    form = answer.context["form"]
    assert form["review_by"].value() == months_later(timezone.localdate(), 24)
    assert form["keeper"].value() == editor.pk
    assert set(form.fields["keeper"].queryset) == {editor}


def test_record_published_by_somebody_without_a_day_gets_one():
    editor = make_staff("editor")
    record = make_resource(live=False)
    record.save_revision(user=editor).publish()
    assert again(record).review_by == months_later(timezone.localdate(), 24)
    assert again(record).get_latest_revision_as_object().review_by is not None


def test_whoever_corrects_past_the_day_is_asked_whether_all_is_right():
    editor = make_staff("editor")
    record = make_resource(review_by=timezone.localdate() - timedelta(days=2))
    client = client_of(editor)
    url = f"/admin/pages/{record.pk}/edit/"
    data = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    answer = client.post(url, data | {"action-publish": "1"}, follow=True)
    assert "La date de vérification de cette fiche est dépassée" in text(answer)
