"""« Fiches à vérifier »: who follows what, and what to do about several at once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from catalogue.models import Record
from editorial.freshness import stale
from editorial.freshness.models import Verification
from editorial.tests.chain import again, client_of, make_staff
from tests.builders import make_monograph, make_resource
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/suivi/fraicheur/"


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture(scope="module")
def made(site, django_db_blocker):
    """An editor, and one record of each age."""
    with django_db_blocker.unblock():
        editor = make_staff("editor")
        return editor, make_bank(editor)


@pytest.fixture
def editor(made):
    return again(made[0])


@pytest.fixture
def bank(made):
    """These records, as a test finds them."""
    return {name: type(record).objects.get(pk=record.pk) for name, record in made[1].items()}


def make_bank(editor) -> dict:
    gone = make_staff("editor", "partie", is_active=False)
    return {
        "warned": make_resource(title="Bandeau", review_by=days(-40), keeper=editor),
        "late": make_monograph(title="Dépassée", review_by=days(-2), keeper=editor),
        "soon": make_resource(title="Bientôt", review_by=days(10), keeper=gone),
        "none": make_resource(title="Sans date"),
        "far": make_resource(title="Loin", review_by=days(900), keeper_deputy=editor),
        "draft": make_resource(title="Brouillon", review_by=days(-40), live=False),
    }


def titles(user, query: str) -> set[str]:
    answer = client_of(user).get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return {record.title for record in answer.context["page"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Bandeau", "Dépassée", "Bientôt", "Sans date", "Loin"}),
        ("age=late", {"Bandeau", "Dépassée"}),
        ("age=warned", {"Bandeau"}),
        ("age=soon", {"Bientôt"}),
        ("age=none", {"Sans date"}),
        ("age=unkept", {"Bientôt", "Sans date"}),
        ("personne=moi", {"Bandeau", "Dépassée", "Loin"}),
        ("personne=personne", {"Bientôt", "Sans date"}),
        ("age=late&nature=monographie", {"Dépassée"}),
        ("age=x&nature=y&personne=z&p=99", {"Bandeau", "Dépassée", "Bientôt", "Sans date", "Loin"}),
    ],
)
def test_filters(editor, bank, query, expected):
    assert titles(editor, query) == expected


@pytest.mark.parametrize("name", list(stale.AGES))
def test_number_said_is_the_number_listed(editor, bank, name):
    assert stale.numbers()[name] == len(titles(editor, f"age={name}"))


def act(user, records, **sent):
    keys = [record.pk for record in records]
    return client_of(user).post(LIST, {"fiche": keys} | sent, follow=True)


def test_several_records_are_taken_in_charge(editor, bank):
    chosen = [bank["soon"], bank["none"]]
    assert "2 fiches sont à jour" in text(act(editor, chosen, faire="moi"))
    assert set(Record.objects.filter(keeper=editor, title__in=["Bientôt", "Sans date"])) == {
        Record.objects.get(pk=record.pk) for record in chosen
    }


def test_records_are_given_to_somebody(editor, bank):
    other = make_staff("contributor", "autre")
    act(editor, [bank["none"]], faire="confier", responsable=other.pk)
    assert Record.objects.get(pk=bank["none"].pk).keeper == other


def test_day_is_put_off_with_a_reason(editor, bank):
    sent = {"faire": "repousser", "jour": f"{days(60)}", "motif": "La loi change en mars."}
    act(editor, [bank["late"]], **sent)
    assert Record.objects.get(pk=bank["late"].pk).review_by == days(60)
    row = Verification.objects.get()
    assert (row.reason, row.by, row.former) == ("La loi change en mars.", editor, days(-2))
    entry = PageLogEntry.objects.get(page=bank["late"], action="editorial.verified")
    said = f"Date repoussée. À revoir avant le {days(60):%d/%m/%Y} (La loi change en mars.)"
    assert (entry.message, entry.user) == (said, editor)


def test_still_right_from_the_list(editor, bank):
    act(editor, [bank["late"], bank["none"]], faire="exactes")
    assert not Record.objects.filter(pk=bank["late"].pk, review_by__lt=days(300)).exists()
    assert Record.objects.get(pk=bank["none"].pk).review_by is not None
    assert Verification.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choisissez ce qu’il faut faire."),
        ({"faire": "autre"}, "Choisissez ce qu’il faut faire."),
        ({"faire": "confier"}, "Choisissez à qui confier ces fiches."),
        ({"faire": "confier", "responsable": "999"}, "n’entre plus dans l’administration"),
        ({"faire": "repousser", "motif": "x"}, "Choisissez un jour à venir."),
        ({"faire": "repousser", "jour": "2020-01-01", "motif": "x"}, "Choisissez un jour à venir."),
        ({"faire": "repousser", "jour": "demain", "motif": "x"}, "date valide"),
        ({"faire": "repousser", "jour": "2099-01-01"}, "Dites pourquoi"),
    ],
)
def test_wrong_order_changes_nothing_and_says_why(editor, bank, sent, said):
    answer = act(editor, [bank["late"]], **sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Verification.objects.exists()
    assert answer.context["ticked"] == [bank["late"].pk]


@pytest.mark.parametrize("keys", [[], ["x"], ["999999"], ["1e5"]])
def test_nothing_ticked_says_so(editor, keys):
    answer = client_of(editor).post(LIST, {"fiche": keys, "faire": "moi"})
    assert answer.status_code == 422
    assert "Cochez d’abord" in text(answer)


@pytest.mark.parametrize("group", ["contributor", "reviewer"])
def test_who_does_not_publish_changes_nothing(bank, group):
    user = make_staff(group)
    answer = act(user, [bank["late"]], faire="moi")
    assert "rien n’a été changé" in text(answer)
    assert Record.objects.get(pk=bank["late"].pk).keeper != user


@pytest.mark.parametrize(("group", "sees"), [("reviewer", False), ("editor", True)])
def test_record_kept_hidden_is_listed_for_who_may_know_of_it_only(group, sees):
    make_resource(title="Secrète", access_level="editors", hide_notice=True)
    assert ("Secrète" in titles(make_staff(group, "lectrice"), "")) is sees


def test_number_of_queries_does_not_grow_with_the_list(editor, bank):
    client = client_of(editor)
    counts = []
    for _ in range(2):
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        counts.append(len(seen))
        for _more in range(4):
            make_resource(keeper=make_staff("contributor", f"p{len(counts)}{_more}"))
    assert counts[0] == counts[1]
    assert counts[0] <= 30
