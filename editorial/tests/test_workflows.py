"""Workflows delivered ready: who reads what, who may not, and that publishing waits for them."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage
from wagtail.test.utils.form_data import querydict_from_html

from editorial.freshness.models import EditorialSettings
from editorial.reviewing.models import ReadyWorkflow, ReviewTask
from editorial.reviewing.ready_made import index_pages
from editorial.tests.chain import again, client_of, is_live, make_staff, step, submit, take
from members.models import OutgoingMail
from portal.groups import EDITORS, REVIEWERS
from resources.models import ResourceIndexPage
from tests.builders import make_resource, make_site
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "nothing_checked")]


def actions(record, user) -> list[str]:
    """What a person may do at the present step, by name."""
    record = type(record).objects.get(pk=record.pk)
    return [name for name, *_ in record.current_workflow_task.get_actions(record, again(user))]


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("ressource", ["Relecture d’une ressource"]),
        (
            "monographie",
            ["Relecture d’une monographie", "Accord du réseau sur une monographie"],
        ),
        (
            "referentiel",
            ["Première relecture d’un référentiel", "Seconde relecture d’un référentiel"],
        ),
    ],
)
def test_each_list_has_its_workflow(kind, steps):
    (page,) = index_pages(kind)
    assert [task.name for task in page.get_workflow().tasks] == steps


def test_resource_is_published_by_one_review():
    record = submit(make_staff("contributor"))
    assert not is_live(record)
    take(record, make_staff("reviewer"))
    assert is_live(record)


def test_monograph_needs_the_network_after_the_reviewer():
    record = submit(make_staff("contributor"), "monographie")
    reviewer = make_staff("reviewer")
    take(record, reviewer)
    assert step(record) == "Accord du réseau sur une monographie"
    assert actions(record, reviewer) == []
    take(record, make_staff("editor"))
    assert is_live(record)


def test_referential_needs_two_people():
    record = submit(make_staff("contributor"), "referentiel")
    first = make_staff("editor")
    take(record, first)
    assert actions(record, first) == ["reject"]
    assert take(record, first).status_code == 302
    assert not is_live(record)
    take(record, make_staff("reviewer"))
    assert is_live(record)


def test_after_a_correction_the_first_reviewer_is_still_not_the_second():
    author = make_staff("contributor")
    record = submit(author, "referentiel")
    first, second = make_staff("editor"), make_staff("reviewer")
    take(record, first)
    take(record, second, "reject", "Trop long.")
    record.current_workflow_state.resume(user=author)
    assert actions(record, first) == ["reject"]
    assert "approve" in actions(record, second)


@pytest.mark.parametrize("kind", ["ressource", "referentiel"])
@pytest.mark.parametrize("group", ["editor", "administrator"])
def test_nobody_approves_their_own_work(kind, group):
    author = make_staff(group)
    record = submit(author, kind)
    assert actions(record, author) == []
    take(record, author)
    assert not is_live(record)


def test_whoever_wrote_it_does_not_approve_what_somebody_else_submitted():
    author, other = make_staff("editor", "auteur"), make_staff("editor", "autre")
    record = make_resource(live=False, owner=author)
    record.save_revision(user=author)
    record.get_workflow().start(record, other)
    assert actions(record, author) == []


def test_rule_on_ones_own_work_can_be_lifted():
    author = make_staff("editor")
    record = submit(author)
    ReviewTask.objects.update(own_work=True)
    assert "approve" in actions(record, author)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("contributor", []),
        ("nobody", []),
        ("reviewer", ["reject", "approve", "approve"]),
        ("editor", ["reject", "approve", "approve"]),
        ("administrator", ["reject", "approve", "approve"]),
    ],
)
def test_who_may_act_on_a_resource(reader, expected):
    record = submit(make_staff("contributor", "auteur"))
    assert actions(record, make_staff(reader, "lecteur")) == expected


def test_superuser_follows_the_same_rules():
    chief = make_staff("nobody", "chef", is_superuser=True)
    assert actions(submit(chief, "referentiel"), chief) == []
    assert "approve" in actions(submit(make_staff("contributor"), "referentiel"), chief)


def test_reviewer_opens_what_waits_and_nothing_else():
    reviewer = make_staff("reviewer")
    record = submit(make_staff("contributor"))
    client = client_of(reviewer)
    assert client.get(f"/admin/pages/{record.pk}/edit/").status_code == 200
    other = make_resource()
    assert client.get(f"/admin/pages/{other.pk}/edit/").status_code == 302


def test_labels_of_the_editor_are_french():
    record = submit(make_staff("contributor"))
    client = client_of(make_staff("reviewer"))
    page = text(client.get(f"/admin/pages/{record.pk}/edit/"))
    for words in (
        "Approuver et publier",
        "Approuver avec un mot",
        "Demander une correction",
        "Arrêter la relecture",
    ):
        assert words in page
    for words in ("Approve", "Request changes", "moderation", "Annuler le workflow"):
        assert words not in page


# Publishing


def publish(record, user):
    """Send the form of the page as it is, with the button « Publier »."""
    client = client_of(user)
    html = client.get(f"/admin/pages/{record.pk}/edit/").content.decode()
    data = querydict_from_html(html, form_id="page-edit-form")
    data |= {"action-publish": "1", "tree-count": "0", "scale-count": "0"}
    return client.post(f"/admin/pages/{record.pk}/edit/", data, follow=True)


def test_author_does_not_jump_over_the_review():
    author = make_staff("editor")
    record = submit(author)
    answer = publish(record, author)
    assert not is_live(record)
    assert "une autre personne que vous doit l’approuver" in text(answer)


def test_nobody_jumps_over_the_second_review():
    record = submit(make_staff("contributor"), "referentiel")
    editor = make_staff("editor")
    answer = publish(record, editor)
    assert not is_live(record)
    assert "attend encore une autre étape" in text(answer)


def test_reviewer_who_may_approve_may_publish_too():
    record = submit(make_staff("contributor"))
    publish(record, make_staff("editor"))
    assert is_live(record)


def test_publish_button_is_not_offered_to_whoever_would_be_refused():
    author = make_staff("editor")
    record = submit(author)
    client = client_of(author)
    page = client.get(f"/admin/pages/{record.pk}/edit/").content.decode()
    assert 'name="action-publish"' not in page
    other = make_resource(live=False)
    page = client.get(f"/admin/pages/{other.pk}/edit/").content.decode()
    assert 'name="action-publish"' in page


def test_network_may_ask_that_everything_be_reviewed():
    editor = make_staff("editor")
    record = make_resource(live=False, owner=editor)
    record.save_revision(user=editor)
    settings = EditorialSettings.load()
    settings.review_required = True
    settings.save()
    publish(record, editor)
    assert not is_live(record)
    settings.review_required = False
    settings.save()
    publish(record, editor)
    assert is_live(record)


def test_several_pages_at_once_are_published_all_or_none():
    editor = make_staff("editor")
    record, free = submit(editor), make_resource(live=False)
    path = f"/admin/bulk/wagtailcore/page/publish/?id={record.pk}&id={free.pk}&next=/admin/"
    free.save_revision()
    client_of(editor).post(path, {"include_descendants": ""})
    assert not is_live(record)
    assert not is_live(free)
    below = path.replace(f"id={free.pk}", f"id={record.get_parent().pk}")
    client_of(editor).post(below.replace(f"id={record.pk}&", ""), {"include_descendants": "on"})
    assert not is_live(record)
    record.current_workflow_state.cancel(user=editor)
    client_of(editor).post(path, {"include_descendants": ""})
    assert is_live(free)


# Delivered once


def test_what_the_network_changed_is_left_alone():
    (page,) = index_pages("ressource")
    workflow = page.get_workflow()
    Workflow.objects.filter(pk=workflow.pk).update(name="la relecture de Laon")
    ReadyWorkflow.objects.get(kind="monographie").workflow.delete()
    WorkflowPage.objects.filter(page=page).delete()
    before = Workflow.objects.count()
    call_command("migrate", verbosity=0)
    assert Workflow.objects.count() == before
    assert not WorkflowPage.objects.filter(page=page).exists()


def test_list_made_later_receives_its_workflow():
    ResourceIndexPage.objects.get().delete()
    home = make_site()
    home.refresh_from_db()
    page = home.add_child(instance=ResourceIndexPage(title="Outils", slug="outils"))
    assert page.get_workflow() == ReadyWorkflow.objects.get(kind="ressource").workflow


def test_groups_of_the_steps():
    task = ReviewTask.objects.get(name="Accord du réseau sur une monographie")
    names = set(task.groups.values_list("name", flat=True))
    assert EDITORS in names
    assert REVIEWERS not in names
    assert not Group.objects.get(name=REVIEWERS).page_permissions.exists()


# Mails


def test_no_mail_leaves_at_once(django_capture_on_commit_callbacks):
    record = submit(make_staff("contributor"), "monographie")
    make_staff("editor", "autre")
    take(record, make_staff("reviewer"), "reject", "À revoir.")
    page = make_site()
    author = make_staff("contributor", "pages")
    page.save_revision(user=author)
    task = GroupApprovalTask.objects.first()
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    workflow.start(page, author)
    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()
