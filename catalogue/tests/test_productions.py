"""Long documents: made once for all, followed, given to those who may, swept."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Production, ProductionState
from catalogue.productions import making, ordering
from tests.builders import make_user
from tests.productions import ask, make_all, now
from tests.reading import soup, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


# Made, followed, given


def test_it_waits_is_made_and_given(client, essay):
    production = ask(f="abc")
    waiting = client.get(production.get_absolute_url())
    assert waiting["Cache-Control"] == "private, no-store"
    assert "En attente" in text(waiting)
    assert soup(waiting).select_one("noscript meta[http-equiv=refresh]")
    make_all()
    ready = client.get(production.get_absolute_url())
    assert "Votre document est prêt" in text(ready)
    assert "essai.pdf, 3 pages" in text(ready)
    assert not soup(ready).select_one("noscript meta[http-equiv=refresh]")
    given = client.get(soup(ready).select_one("a.button")["href"])
    assert given.getvalue().startswith(b"%PDF")
    assert given["Content-Type"] == "application/pdf"
    assert given["Cache-Control"] == "private, no-store"
    assert 'filename="essai.pdf"' in given["Content-Disposition"]


def test_its_page_says_how_far_it_is(client, essay):
    production, seen = ask(), []
    essay.during = lambda report: seen.append(client.get(production.get_absolute_url()))
    make_all()
    assert "Fiche 1 sur 2" in text(seen[0])
    assert soup(seen[0]).select_one("progress")["value"] == "1"


def test_no_cookie_is_needed_nor_given(client, essay):
    production = ask()
    page = client.get(production.get_absolute_url())
    client.handler.enforce_csrf_checks = True
    client.post(soup(page).select_one("main form")["action"])
    assert now(production).state == ProductionState.CANCELLED
    assert not client.cookies


def test_a_member_s_form_needs_its_token(client, essay):
    user = make_user("editor")
    client.force_login(user)
    production = ask(user)
    stop = reverse("productions:stop", args=[production.identifier])
    client.handler.enforce_csrf_checks = True
    assert client.post(stop).status_code == 403
    page = client.get(production.get_absolute_url())
    token = soup(page).select_one("main [name=csrfmiddlewaretoken]")["value"]
    assert client.post(stop, {"csrfmiddlewaretoken": token}).status_code == 302
    assert now(production).state == ProductionState.CANCELLED


def test_the_waiting_page_is_shown_anew_when_there_is_nothing_to_wait_for(client, essay):
    production = ask()
    asked = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(production.get_absolute_url(), **asked)
    make_all()
    assert client.get(production.get_absolute_url(), **asked)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(production.get_absolute_url())


# Once for all


def test_fifty_people_who_ask_the_same_have_it_made_once(essay):
    asked = {ask(f="abc").pk for _ in range(50)}
    make_all()
    assert (len(asked), essay.made) == (1, 1)
    assert ask(f="abc").state == ProductionState.READY


def test_each_account_and_each_choice_has_its_own(essay):
    one, two = make_user("editor"), make_user("editor")
    asked = [ask(), ask(one), ask(two), ask(one, f="abc")]
    assert len({production.pk for production in asked}) == 4


def test_too_many_demands_are_refused_in_words(essay, monkeypatch):
    user = make_user("editor")
    for number in range(ordering.MINE):
        ask(user, f=number)
    with pytest.raises(ordering.TooMany, match="déjà 5 documents"):
        ask(user, f="encore")
    monkeypatch.setattr(ordering, "EVERYBODY", 1)
    ask()
    with pytest.raises(ordering.TooMany, match="quelques minutes"):
        ask(f="autre")


def test_two_readers_who_find_it_changed_have_it_made_once(client, essay):
    production = ask()
    make_all()
    essay.marked = "autre"
    first, second = now(production), Production.objects.get()
    ordering.restart(first)
    taken = making.claim_next()
    ordering.restart(second)
    assert now(production).token == taken.token
    assert production.state == ProductionState.MAKING


# Who may take it


def test_what_an_account_asked_for_exists_for_nobody_else(client, essay):
    production = ask(make_user("editor"))
    make_all()
    addresses = [production.get_absolute_url(), production.file_url]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(make_user("editor"))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(production.user)
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert essay.given == 1


def test_whoever_lost_the_right_receives_nothing(client, essay):
    production = ask()
    make_all()
    essay.allowed = False
    refused = client.get(production.file_url)
    assert refused.status_code == 403
    assert "plus le droit" in text(refused)


def test_what_changed_since_is_made_again_before_it_is_given(client, essay):
    production = ask()
    make_all()
    essay.marked = "une fiche de moins"
    said = client.get(production.file_url)
    assert "nous refaisons le document" in text(said)
    make_all()
    assert client.get(production.file_url).getvalue().startswith(b"%PDF")
    assert essay.made == 2


def test_what_changes_during_the_making_is_never_mixed(essay):
    production = ask()
    marks = iter("abcdefgh")

    def change(report):
        essay.marked = next(marks)

    essay.during = change
    make_all()
    assert now(production).state == ProductionState.FAILED
    assert not production.file


def test_a_file_that_the_storage_lost_is_made_again(client, essay):
    production = ask()
    make_all()
    now(production).file.storage.delete(production.file.name)
    client.get(production.file_url)
    make_all()
    assert client.get(production.file_url).status_code == 200


# Swept


def test_after_seven_days_it_is_gone_with_its_file(
    client, essay, django_capture_on_commit_callbacks
):
    production = ask()
    make_all()
    stored = now(production).file
    Production.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert client.get(production.get_absolute_url()).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge", verbosity=0)
    assert not Production.objects.exists()
    assert not stored.storage.exists(stored.name)


def test_files_never_fill_the_disk(essay, monkeypatch, django_capture_on_commit_callbacks):
    """The oldest go first; the one just made stays, whatever its weight."""
    old, recent = ask(f="a"), ask(f="b")
    make_all()
    stored = now(old).file.name
    Production.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(making, "ROOM", now(recent).size * 2 + 5)
    latest = ask(f="c")
    with django_capture_on_commit_callbacks(execute=True):
        make_all()
    assert set(Production.objects.all()) == {recent, latest}
    assert not recent.file.storage.exists(stored)
