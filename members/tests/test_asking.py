"""A record asked for by one person: answered by those who publish it, opened for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalogue.models import Record
from members.asking import requests
from members.models import FileOpening, OutgoingMail, RecordRequest
from members.models.asking import OPENING_DAYS
from members.structures.rules import Refused
from tests.builders import make_file, make_resource, make_user
from tests.reading import links, text
from tests.structures import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

REASON = "Nous préparons un jury blanc."
ASK = "Demander ce document"


@pytest.fixture
def record():
    return make_resource(
        title="Livret réservé", access_level="accredited", how_to_use=["Un geste zéphyrien."]
    )


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def person():
    return make_person("claude@example.org", first_name="Claude")


def opened(record, person, editor) -> RecordRequest:
    asked = requests.ask(record, person, REASON)
    return requests.answer(asked.pk, editor, accept=True)


def reads(client, record) -> bool:
    """Whether the reader of this client gets the body, and the file."""
    page = "zéphyrien" in text(client.get(record.url))
    answer = client.get(record.files.first().url)
    answer.close()
    assert page == (answer.status_code == 200)
    return page


def test_whole_path_from_the_lock_to_the_open_record(client, record, person, editor):
    make_file(record)
    client.force_login(person)
    assert not reads(client, record)
    ask = links(client.get(record.url))[ASK]
    assert links(client.get(record.files.first().url))[ASK] == ask
    assert REASON not in text(client.get(ask))
    client.post(ask, {"reason": REASON})
    assert not reads(client, record)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [editor.email]

    client.force_login(editor)
    page = text(client.get("/espace-membres/demandes/"))
    assert REASON in page
    assert person.email in page
    asked = RecordRequest.objects.get()
    client.post(f"/espace-membres/demandes/{asked.pk}/repondre/", {"reponse": "ouvrir"})

    client.force_login(person)
    assert reads(client, record)
    assert "Livret réservé" in text(client.get("/espace-membres/"))
    assert OutgoingMail.objects.filter(to=person.email, kind="record_answer").exists()
    assert FileOpening.objects.get().user == person


def test_it_opens_to_that_person_only(client, record, person, editor):
    make_file(record)
    opened(record, person, editor)
    client.force_login(make_person())
    assert not reads(client, record)
    client.logout()
    assert not reads(client, record)


def test_it_closes_by_itself_after_a_month(client, record, person, editor):
    make_file(record)
    opened(record, person, editor)
    client.force_login(person)
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=OPENING_DAYS, minutes=-5)):
        assert requests.records_opened_to(person) == {record.pk}
    RecordRequest.objects.update(expires_at=now)
    assert not reads(client, record)


@pytest.mark.parametrize("change", ["revoked", "editors", "unpublished", "inactive"])
def test_what_closes_it_acts_on_the_next_page(client, record, person, editor, change):
    make_file(record)
    asked = opened(record, person, editor)
    client.force_login(person)
    assert reads(client, record)
    if change == "revoked":
        requests.take_back(asked.pk, editor)
    elif change == "editors":
        Record.objects.filter(pk=record.pk).update(access_level="editors")
    elif change == "unpublished":
        record.unpublish()
        assert client.get(record.url).status_code == 410
        assert client.get(record.files.first().url).status_code == 404
        return
    else:
        person.is_active = False
        person.save()
    assert not reads(client, record)


def test_hidden_record_is_not_offered_and_not_named(client, person):
    hidden = make_resource(title="Caché", access_level="accredited", hide_notice=True)
    client.force_login(person)
    path = f"/espace-membres/demandes/nouvelle/{hidden.identifier}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"reason": REASON}).status_code == 404
    with pytest.raises(Refused):
        requests.ask(hidden, person, REASON)


def test_record_hidden_after_the_request_is_no_longer_named(client, record, person):
    requests.ask(record, person, REASON)
    Record.objects.filter(pk=record.pk).update(hide_notice=True)
    client.force_login(person)
    page = text(client.get("/espace-membres/demandes/"))
    assert "Livret réservé" not in page
    assert "Une fiche retirée" in page


@pytest.mark.parametrize("level", ["public", "editors"])
def test_only_what_is_reserved_to_structures_is_asked(client, person, level):
    other = make_resource(access_level=level)
    client.force_login(person)
    assert ASK not in links(client.get(other.url))
    path = f"/espace-membres/demandes/nouvelle/{other.identifier}/"
    assert client.post(path, {"reason": REASON})["Location"] == other.url
    assert not RecordRequest.objects.exists()


def test_visitor_and_reader_of_the_level_are_offered_nothing(client, record):
    assert ASK not in links(client.get(record.url))
    client.force_login(make_user("accredited"))
    assert ASK not in links(client.get(record.url))


@pytest.mark.parametrize("reason", ["", "court", " " * 20, "é" * 501, "a\0" + "b" * 20])
def test_wrong_reason_gets_a_sentence(client, record, person, reason):
    client.force_login(person)
    path = f"/espace-membres/demandes/nouvelle/{record.identifier}/"
    assert client.post(path, {"reason": reason}).status_code == 422
    assert not RecordRequest.objects.exists()


def test_one_waiting_request_a_person_and_a_record(client, record, person):
    requests.ask(record, person, REASON)
    client.force_login(person)
    path = f"/espace-membres/demandes/nouvelle/{record.identifier}/"
    response = client.post(path, {"reason": REASON})
    assert response.status_code == 422
    assert "attend déjà" in text(response)
    assert RecordRequest.objects.count() == 1


def test_address_typed_in_the_form_counts_for_nothing(client, record, person, editor):
    client.force_login(person)
    path = f"/espace-membres/demandes/nouvelle/{record.identifier}/"
    client.post(path, {"reason": REASON, "email": "autre@example.org", "user": "1"})
    assert RecordRequest.objects.get().user == person


def test_only_those_who_publish_answer(client, record, person):
    asked = requests.ask(record, person, REASON)
    path = f"/espace-membres/demandes/{asked.pk}/repondre/"
    for user in (person, make_user("accredited"), make_person()):
        client.force_login(user)
        assert client.post(path, {"reponse": "ouvrir"}).status_code == 404
        with pytest.raises(Refused):
            requests.answer(asked.pk, user, accept=True)
    assert RecordRequest.objects.get().is_waiting


def test_refusal_needs_a_word_and_loses_nothing(client, record, person, editor):
    asked = requests.ask(record, person, REASON)
    client.force_login(editor)
    path = f"/espace-membres/demandes/{asked.pk}/repondre/"
    response = client.post(path, {"reponse": "refuser", "mot": " "})
    assert response.status_code == 422
    assert "Dites en un mot" in text(response)
    client.post(path, {"reponse": "refuser", "mot": "Ce document est périmé."})
    client.force_login(person)
    page = text(client.get("/espace-membres/demandes/"))
    assert "Refusée" in page
    assert "Ce document est périmé." in page


def test_second_answer_is_refused_politely(client, record, person, editor):
    asked = opened(record, person, editor)
    client.force_login(editor)
    path = f"/espace-membres/demandes/{asked.pk}/repondre/"
    response = client.post(path, {"reponse": "refuser", "mot": "Trop tard."})
    assert response.status_code == 422
    assert RecordRequest.objects.get().accepted


def test_request_goes_to_the_owner_who_publishes_else_to_the_editors(record, person, editor):
    owner = make_user("editor")
    Record.objects.filter(pk=record.pk).update(owner=owner)
    assert requests.publishers_of(Record.objects.get(pk=record.pk)) == [owner]
    Record.objects.filter(pk=record.pk).update(owner=person)
    people = requests.publishers_of(Record.objects.get(pk=record.pk))
    assert {owner, editor} <= set(people)
    assert person not in people


def test_waiting_request_is_taken_back_by_its_author_only(client, record, person):
    asked = requests.ask(record, person, REASON)
    path = f"/espace-membres/demandes/{asked.pk}/reprendre/"
    client.force_login(make_person())
    client.post(path)
    assert RecordRequest.objects.get().is_waiting
    client.force_login(person)
    client.post(path)
    assert not RecordRequest.objects.get().is_waiting
    assert requests.ask(record, person, REASON).is_waiting


def test_requests_are_limited_a_day(monkeypatch, record, person):
    monkeypatch.setattr(requests, "PER_DAY", 1)
    requests.ask(record, person, REASON)
    with pytest.raises(Refused, match="Attendez demain"):
        requests.ask(make_resource(access_level="members"), person, REASON)


def test_opening_of_a_reserved_file_is_noted_with_its_reader(client):
    reserved, public = make_resource(access_level="members"), make_resource()
    reader = make_user("member")
    client.force_login(reader)
    for page in (reserved, public):
        item = make_file(page)
        client.get(item.url).close()
        client.head(item.url).close()
    client.force_login(make_person())
    assert client.get(reserved.files.first().url).status_code == 403
    entry = FileOpening.objects.get()
    assert entry.user == reader
    assert reserved.title in entry.label
    assert entry.address == reserved.files.first().url
