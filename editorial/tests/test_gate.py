"""Blocking checks stop a publication at every door; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from editorial.checking.gate import PublicationRefused
from editorial.checking.models import CheckLevel
from editorial.tests.forms import filled, send
from editorial.tests.records import good_resource, licence
from resources.models import ResourcePage
from tests.builders import make_site, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def checks_of(record) -> str:
    return f"/admin/controles/fiche/{record.pk}/"


def is_live(record) -> bool:
    return Page.objects.get(pk=record.pk).live


def test_editor_is_stopped_told_what_to_mend_and_loses_nothing(editor):
    record = good_resource(licence=None)
    answer = send(editor, record, title="Carnet repris", **{"action-publish": "1"})
    assert answer.url == f"{checks_of(record)}?refus=1"
    assert not is_live(record)
    kept = ResourcePage.objects.get(pk=record.pk).get_latest_revision_as_object()
    assert kept.title == "Carnet repris"
    shown = editor.get(answer.url).content.decode()
    assert "La fiche n’est pas publiée" in shown
    assert f"/admin/pages/{record.pk}/edit/#id_licence" in shown


def test_editor_publishes_what_only_has_advice(editor):
    record = good_resource(source_title="")
    send(editor, record, **{"action-publish": "1"})
    assert is_live(record)


def test_published_record_keeps_its_version_when_the_next_one_is_refused(editor):
    record = good_resource(live=True)
    send(editor, record, purpose="Joindre le 06 12 34 56 78.", **{"action-publish": "1"})
    record.refresh_from_db()
    assert record.live
    assert "06 12" not in record.purpose
    assert "06 12" in record.get_latest_revision_as_object().purpose


def test_date_to_come_is_refused_the_day_it_is_set_then_kept(editor):
    record = good_resource(licence=None)
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    dated = {"go_live_at": moment, "action-publish": "1"}
    assert send(editor, record, **dated).url == f"{checks_of(record)}?refus=1"
    assert not record.revisions.exclude(approved_go_live_at=None).exists()
    send(editor, record, licence=str(licence().pk), **dated)
    assert record.revisions.exclude(approved_go_live_at=None).count() == 1


def test_record_created_and_published_at_once_stays_a_draft_when_refused(editor):
    good = good_resource()
    parent = good.get_parent()
    data = filled(editor, good, title="Neuve", slug="neuve", licence="")
    address = f"/admin/pages/add/resources/resourcepage/{parent.pk}/"
    answer = editor.post(address, data | {"action-publish": "1"})
    created = ResourcePage.objects.get(slug="neuve")
    assert answer.url == f"{checks_of(created)}?refus=1"
    assert not created.live
    assert editor.get("/ressources/neuve/").status_code == 404


def approval_of(record, user):
    """A record sent to a review whose approval publishes."""
    task = GroupApprovalTask.objects.create(name="Relecture")
    task.groups.set(user.groups.all())
    workflow = Workflow.objects.create(name="Une relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=record)
    record.save_revision()
    return workflow.start(record, user)


def test_approval_that_publishes_is_stopped_and_may_be_given_again(editor):
    user = make_user("editor")
    editor.force_login(user)
    record = good_resource(licence=None)
    state = approval_of(record, user)
    done = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert send(editor, record, **done).url == f"{checks_of(record)}?refus=1"
    state.refresh_from_db()
    assert (is_live(record), state.status) == (False, "in_progress")
    send(editor, record, licence=str(licence().pk), **done)
    state.refresh_from_db()
    assert (is_live(record), state.status) == (True, "approved")


def test_several_at_once_are_all_refused_when_one_is(editor):
    good, bad = good_resource(), good_resource(licence=None, title="Sans droit")
    other = good_resource(licence=None, title="Sans droit non plus")
    ids = "&".join(f"id={record.pk}" for record in (good, bad, other))
    address = f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/"
    answer = editor.post(address)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert ("Sans droit" in shown, good.title in shown) == (True, False)
    assert not any(map(is_live, (good, bad, other)))


def test_list_and_its_descendants_are_refused_together(editor):
    bad = good_resource(licence=None)
    parent = bad.get_parent()
    address = f"/admin/bulk/wagtailcore/page/publish/?id={parent.pk}&next=/admin/"
    assert editor.post(address, {"include_descendants": "on"}).url.startswith(checks_of(bad))
    assert not is_live(bad)


def test_copy_online_at_once_is_refused_and_a_copy_to_write_is_not(editor):
    bad = good_resource(live=True, licence=None)
    parent = bad.get_parent()
    data = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": parent.pk}
    address = f"/admin/pages/{bad.pk}/copy/"
    answer = editor.post(address, data | {"publish_copies": "on"})
    assert answer.url == f"{checks_of(bad)}?refus=1"
    assert not ResourcePage.objects.filter(slug="copie").exists()
    editor.post(address, data)
    assert not ResourcePage.objects.get(slug="copie").live


def test_anything_that_publishes_for_somebody_is_stopped():
    record = good_resource(licence=None)
    revision = record.save_revision()
    with pytest.raises(PublicationRefused):
        revision.publish(user=make_user("editor"))
    assert not is_live(record)


def test_a_page_that_is_no_record_is_published_as_before(editor):
    home = make_site()
    home.save_revision(user=make_user("editor")).publish(user=make_user("editor"))
    assert is_live(home)


def test_administrator_goes_through_with_a_reason_that_stays(administrator):
    record = good_resource(licence=None)
    assert "Publier quand même" in administrator.get(checks_of(record)).content.decode()
    refused = administrator.post(checks_of(record), {"reason": "oui"})
    assert "Dites pourquoi en quelques mots de plus" in refused.content.decode()
    assert not is_live(record)
    administrator.post(checks_of(record), {"reason": "Le ministère vérifie la licence."})
    assert is_live(record)
    entry = PageLogEntry.objects.get(action="editorial.override")
    assert entry.data == {"reason": "Le ministère vérifie la licence.", "rules": ["Licence"]}
    assert entry.user.email == "administratrice@example.org"
    history = administrator.get(f"/admin/pages/{record.pk}/history/").content.decode()
    assert "Publiée malgré : Licence. Raison : Le ministère vérifie la licence." in history


def test_going_through_once_does_not_open_the_next_time(administrator):
    record = good_resource(licence=None)
    administrator.post(checks_of(record), {"reason": "Le ministère vérifie la licence."})
    answer = send(administrator, record, **{"action-publish": "1"})
    assert answer.url == f"{checks_of(record)}?refus=1"


def test_editor_may_not_go_through(editor):
    record = good_resource(licence=None)
    assert "Publier quand même" not in editor.get(checks_of(record)).content.decode()
    editor.post(checks_of(record), {"reason": "Je voudrais bien le publier."})
    assert not is_live(record)


def test_level_set_by_the_administrator_decides(administrator):
    record = good_resource(licence=None)
    data = {
        name: field.initial
        for name, field in administrator.get("/admin/controles/niveaux/")
        .context["form"]
        .fields.items()
    }
    administrator.post("/admin/controles/niveaux/", data | {"licence-ressource": "advise"})
    assert CheckLevel.objects.count() == 1
    send(administrator, record, **{"action-publish": "1"})
    assert is_live(record)


def test_unknown_level_changes_nothing(administrator):
    answer = administrator.post("/admin/controles/niveaux/", {"licence-ressource": "strict"})
    assert "rien n’a été enregistré" in answer.content.decode()
    assert not CheckLevel.objects.exists()


def test_levels_are_for_administrators(editor):
    assert editor.get("/admin/controles/niveaux/").status_code == 302
