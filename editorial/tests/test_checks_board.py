"""What is online is read in the background; the board counts it, at a constant cost."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import RecordFile, TextState
from editorial.checking import keeping, reading_files
from editorial.checking.models import CheckLevel, FileCheck, Link, RecordCheck, RecordFinding
from editorial.tests.records import good_monograph, good_resource
from portal.groups import CONTRIBUTORS
from tests.builders import make_file, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def board(client, query: str = "") -> str:
    answer = client.get(f"/admin/controles/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace("\u00a0", " ")


def test_what_is_published_again_is_read_again_and_the_rest_left():
    record, other = good_resource(live=True), good_resource(live=True, title="Plan d’accueil")
    assert keeping.keep_up() == 2
    assert keeping.keep_up() == 0
    record.source_title = ""
    publish(record)
    assert keeping.keep_up() == 1
    assert RecordFinding.objects.filter(check_of=record.pk, rule="source").count() == 1
    assert not RecordFinding.objects.filter(check_of=other.pk, rule="source").exists()


def test_a_draft_is_not_on_the_board(editor):
    record = good_resource(live=True)
    record.source_title = ""
    record.save_revision()
    good_resource(source_title="", title="Jamais publiée")
    call_command("check_records", "--tout", verbosity=0)
    assert not RecordFinding.objects.filter(rule="source").exists()
    assert "Jamais publiée" not in board(editor)


def test_board_counts_records_by_check_and_filters(editor):
    good_resource(live=True, title="Sans source", source_title="")
    good_monograph(live=True, title="Sans source non plus")
    call_command("check_records", verbosity=0)
    assert "Source : 2" in board(editor)
    shown = board(editor, "?controle=source&nature=ressource")
    assert "Sans source</a>" in shown and "Sans source non plus" not in shown
    assert "Source : 1" in shown


@pytest.mark.parametrize(
    "query", ["?controle=x", "?nature=x", "?page=9999", "?page=x", "?controle=%00"]
)
def test_board_answers_whatever_is_asked(editor, query):
    board(editor, query)


def test_check_that_is_off_leaves_the_board_at_once(editor):
    good_resource(live=True, source_title="")
    call_command("check_records", verbosity=0)
    CheckLevel.objects.create(rule="source", record_kind="ressource", level="off")
    assert "Source :" not in board(editor)


def test_board_says_what_would_stop_the_next_publication(editor):
    good_resource(live=True, licence=None)
    call_command("check_records", verbosity=0)
    assert "La licence n’est pas choisie.</a> <strong>Bloquant.</strong>" in board(editor)


def test_record_withdrawn_leaves_the_board(editor):
    record = good_resource(live=True, source_title="", title="Retirée")
    call_command("check_records", verbosity=0)
    record.unpublish()
    assert "Retirée" not in board(editor).partition("Par contrôle")[2]
    call_command("check_records", "--tout", verbosity=0)
    assert not RecordCheck.objects.exists()


def test_board_costs_the_same_with_many_records(editor):
    def queries() -> int:
        call_command("check_records", verbosity=0)
        with CaptureQueriesContext(connection) as asked:
            board(editor)
        return len(asked)

    good_resource(live=True, source_title="")
    few = queries()
    for number in range(6):
        good_resource(live=True, source_title="", title=f"Outil numéro {number}")
    assert queries() == few


def test_background_never_keeps_personal_data():
    good_resource(live=True, purpose="Écrire à claire.durand@example.org, 06 12 34 56 78.")
    call_command("check_records", verbosity=0)
    kept = " ".join(RecordFinding.objects.values_list("text", flat=True))
    assert "une adresse électronique" in kept
    assert "claire" not in kept and "06 12" not in kept


def test_addresses_are_gathered_and_forgotten_with_the_text():
    record = good_resource(live=True, purpose="Voir https://a.example/x.")
    call_command("check_records", verbosity=0)
    assert [link.url for link in Link.objects.all()] == ["https://a.example/x"]
    record.purpose = "Rien."
    publish(record)
    call_command("check_records", "--tout", verbosity=0)
    assert not Link.objects.exists()


def test_file_is_read_once_the_search_has_read_it():
    record = good_resource(live=True)
    item = make_file(record)
    RecordFile.objects.update(text_state=TextState.WAITING)
    assert not reading_files.waiting().exists()
    text = "Contact : claire@example.org, 06 12 34 56 78"
    RecordFile.objects.update(text_state=TextState.READ, text=text)
    call_command("check_records", verbosity=0)
    read = FileCheck.objects.get(file=item)
    assert (read.personal, read.tagged, read.has_language) == (2, False, False)
    assert RecordFinding.objects.filter(rule="donnees_fichiers").count() == 1


def test_a_pdf_that_is_no_pdf_is_left_without_a_judgement():
    assert reading_files.accessibility(b"%PDF-1.4 nothing more") == {}


@pytest.fixture
def contributor(client):
    """The browser of somebody who writes and does not publish."""
    user = make_user("editor")
    user.groups.set([Group.objects.get(name=CONTRIBUTORS)])
    client.force_login(user)
    client.user = user
    return client


def test_contributor_sees_the_checks_of_a_record_and_not_the_board(contributor):
    record = good_resource(owner=contributor.user)
    assert contributor.get(f"/admin/controles/fiche/{record.pk}/").status_code == 200
    assert contributor.get("/admin/controles/").status_code == 302


def test_close_title_is_told_only_to_those_who_may_know_of_it(contributor):
    hidden = {"access_level": "editors", "hide_notice": True}
    good_resource(live=True, title="Carnet de semis du maraîcher", **hidden)
    record = good_resource(title="Carnet de semis du maraicher", owner=contributor.user)
    address = f"/admin/controles/fiche/{record.pk}/"
    assert "maraîcher" not in contributor.get(address).content.decode()
    contributor.force_login(make_user("editor"))
    assert "maraîcher" in contributor.get(address).content.decode()


def test_tab_asks_for_its_findings_without_costing_the_editor(editor):
    record = good_resource(licence=None)
    shown = editor.get(f"/admin/pages/{record.pk}/edit/").content.decode()
    assert f'data-url="/admin/controles/fiche/{record.pk}/?partie=1"' in shown
    part = editor.get(f"/admin/controles/fiche/{record.pk}/?partie=1").content.decode()
    assert "La licence n’est pas choisie." in part and "<html" not in part


def test_checks_of_what_is_no_record_are_refused(editor):
    good = good_resource()
    home = good.get_parent()
    assert editor.get(f"/admin/controles/fiche/{home.pk}/").status_code == 302
    assert editor.get("/admin/controles/fiche/999999/").status_code == 404


def test_the_day_of_the_last_reading_is_said(editor):
    good_resource(live=True)
    call_command("check_records", verbosity=0)
    assert f"dernière lecture le {timezone.localtime():%d/%m/%Y}" in board(editor)
