"""Two versions compared in words; who changed what, and a version taken back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from catalogue.models import Keyword, Theme
from editorial.tests.forms import filled
from editorial.tests.records import good_monograph, good_resource
from tests.builders import make_term, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

STEP = {"title": "Semer", "when": "Mars", "text": "On sème."}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def compared(client, record, **changes) -> str:
    """What the comparison page says between the stored version and a changed one."""
    first = record.save_revision()
    for name, value in changes.items():
        if name == "keywords":
            record.keywords.set(value)
        else:
            setattr(record, name, value)
    second = record.save_revision()
    page = client.get(f"/admin/pages/{record.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert page.status_code == 200
    return words(page.content.decode())


def test_lines_say_what_came_left_and_moved(editor):
    record = good_monograph(levers=["Un tuteur", "Un carnet", "Une visite"])
    shown = compared(editor, record, levers=["Une visite", "Un tuteur", "Une salle", "Du temps"])
    assert "Retiré : Un carnet" in shown
    assert "Ajouté : Une salle" in shown
    assert "Déplacé : Une visite" in shown


def test_a_line_corrected_is_one_change(editor):
    record = good_monograph(levers=["Un tuteur", "Un carnet"])
    shown = compared(editor, record, levers=["Un tuteur", "Un cahier"])
    assert "Changé : Un carnetcahier" in shown
    assert "Retiré" not in shown


def test_steps_say_what_came_left_changed_and_moved(editor):
    steps = [("step", STEP | {"title": name}) for name in ("Semer", "Arroser", "Cueillir")]
    record = good_monograph(implementation=steps)
    record.save_revision()
    sow, water, pick = record.implementation.raw_data
    changed = {**pick, "value": pick["value"] | {"when": "Juin"}}
    new = {"type": "step", "value": STEP | {"title": "Vendre"}}
    shown = compared(editor, record, implementation=[changed, sow, new])
    assert "Retiré : Étape : Arroser" in shown
    assert "Ajouté : Étape : Vendre" in shown
    assert "Changé : Étape : Cueillir" in shown and "Quand : MarsJuin" in shown
    assert "Déplacé en place" in shown
    assert water["id"] not in shown


def test_terms_keywords_dates_and_choices_are_said_in_french(editor):
    other = make_term(Theme, "Insertion par le jeu")
    record = good_resource(live=True)
    record.keywords.add(Keyword.objects.create(name="semis", slug="semis"))
    shown = compared(
        editor,
        record,
        themes=[other],
        keywords=[Keyword.objects.create(name="Plein air", slug="plein-air")],
        review_by=None,
        hide_notice=True,
    )
    assert "Ajouté : Insertion par le jeu" in shown
    assert "Ajouté : Plein air" in shown and "Retiré : semis" in shown
    assert re.search(r"Retiré : \d\d/\d\d/\d{4}", shown)
    assert "Changé : non devient oui" in shown
    assert not re.search(r"True|None|\{|\[", shown.partition("Modifications")[2])


def test_history_says_who_did_what_and_to_which_fields(editor):
    record = good_resource()
    user = make_user("editor")
    record.save_revision(user=user, log_action=True)
    record.summary = f"{record.summary} Il est court."
    record.source_year = 2020
    record.save_revision(user=user, log_action=True).publish(user=user)
    shown = words(editor.get(f"/admin/historique/{record.pk}/").content.decode())
    assert user.email in shown
    assert "Champs changés : Résumé, Année de la source." in shown
    assert "Publiée (en ligne)" in shown


def test_history_is_as_quick_with_many_lines(editor):
    record, user = good_resource(), make_user("editor")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(f"/admin/historique/{record.pk}/").status_code == 200
        return len(asked)

    for _round in range(3):
        record.save_revision(user=user, log_action=True)
    few = queries()
    for _round in range(22):
        record.save_revision(user=user, log_action=True)
    assert queries() == few
    assert "Page 1 sur 2" in editor.get(f"/admin/historique/{record.pk}/").content.decode()


def test_a_former_version_is_taken_back(editor):
    record = good_resource(live=True, title="Premier titre")
    first = record.save_revision()
    record.title = "Second titre"
    publish(record)
    page = editor.get(f"/admin/historique/{record.pk}/")
    assert page.status_code == 200
    address = f"/admin/pages/{record.pk}/revisions/{first.pk}/revert/"
    shown = editor.get(address).content.decode()
    assert 'value="Premier titre"' in shown
    data = filled(editor, record) | {"title": "Premier titre", "action-publish": "1"}
    editor.post(address, data)
    assert Page.objects.get(pk=record.pk).title == "Premier titre"


def test_history_is_for_those_who_may_write_the_record(client):
    record = good_resource(live=True)
    client.force_login(make_user("member"))
    assert client.get(f"/admin/historique/{record.pk}/").status_code in (302, 403)


def test_editor_reaches_the_history_from_the_record(editor):
    record = good_resource()
    shown = editor.get(f"/admin/pages/{record.pk}/edit/").content.decode()
    assert f"/admin/historique/{record.pk}/" in shown
