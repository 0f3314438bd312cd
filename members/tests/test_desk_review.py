"""Examining a file: opinions, documents, what the former file said."""

import pytest

from members.agreement import machine
from members.agreement.sections import SECTIONS
from members.desk.reviewing import fingerprint
from members.models import Act, Agreement, FileOpening, JournalEntry, State
from tests.builders import make_user
from tests.reading import soup, text
from tests.structures import (
    fill,
    join,
    make_agreement,
    make_certifier,
    make_document,
    make_person,
    make_referent,
    make_structure,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def certifier(client):
    user = make_certifier()
    client.force_login(user)
    return user


@pytest.fixture
def file(certifier) -> Agreement:
    """A complete file being examined, without any opinion yet."""
    agreement = fill(make_agreement(state=State.UNDER_REVIEW))
    agreement.reviews.all().delete()
    return agreement


def address(agreement: Agreement) -> str:
    return f"/admin/agrements/{agreement.reference}/"


def as_sent(client, agreement: Agreement) -> dict:
    """The form of the page, as a browser would send it untouched."""
    form = soup(client.get(address(agreement))).select_one("#opinions")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    sent |= {field["name"]: field.get_text().strip("\n") for field in form.select("textarea")}
    sent |= {field["name"]: field["value"] for field in form.select("input[checked]")}
    return sent


def test_every_answer_and_document_is_shown(client, file):
    page = text(client.get(address(file)))
    for section in SECTIONS:
        assert section.title in page
    assert page.count("Une réponse") >= 10
    assert page.count("Ouvrir piece.pdf") == file.documents.count()


def test_opinions_are_kept_and_journalled_only_where_they_changed(client, file, certifier):
    sent = as_sent(client, file)
    piece = f"piece-{file.documents.first().pk}"
    sent |= {
        "referents-verdict": "accepted",
        f"{piece}-verdict": "to_complete",
        f"{piece}-comment": "Il manque la signature.\r\nMerci.",
    }
    assert client.post(address(file), sent).status_code == 302
    review = file.reviews.get()
    assert (review.section, review.verdict, review.updated_by) == (
        "referents",
        "accepted",
        certifier,
    )
    document = file.documents.get(pk=file.documents.first().pk)
    assert document.comment == "Il manque la signature.\nMerci."
    assert JournalEntry.objects.filter(act=Act.REVIEWED, agreement=file).count() == 2
    client.post(address(file), as_sent(client, file))
    assert JournalEntry.objects.filter(act=Act.REVIEWED).count() == 2


def test_what_is_to_complete_says_how_and_a_refusal_loses_nothing_typed(client, file):
    sent = as_sent(client, file) | {
        "referents-verdict": "to_complete",
        "planning-comment": "Un mot déjà écrit.",
    }
    answer = client.post(address(file), sent)
    assert answer.status_code == 422
    page = soup(answer)
    assert "Dites ce qui est à compléter" in page.select_one("#referents").get_text()
    assert page.select_one("[name=planning-comment]").get_text().strip() == "Un mot déjà écrit."
    assert not file.reviews.exists()


def test_two_people_do_not_erase_the_opinion_of_each_other(client, file):
    mine, theirs = as_sent(client, file), as_sent(client, file)
    client.post(address(file), theirs | {"means-verdict": "accepted"})
    client.post(address(file), mine | {"planning-verdict": "accepted"})
    assert set(file.reviews.values_list("section", "verdict")) == {
        ("means", "accepted"),
        ("planning", "accepted"),
    }


def test_two_people_who_judge_the_same_section_are_told_and_the_second_chooses(client, file):
    mine, theirs = as_sent(client, file), as_sent(client, file)
    client.post(
        address(file), theirs | {"means-verdict": "to_complete", "means-comment": "Trop petit."}
    )
    answer = client.post(
        address(file), mine | {"means-verdict": "to_complete", "means-comment": "Trop loin."}
    )
    section = soup(answer).select_one("#means")
    assert "Trop petit." in section.get_text()
    assert section.select_one("textarea").get_text().strip() == "Trop loin."
    assert file.reviews.get().comment == "Trop petit."
    seen = section.select_one("[name=means-seen]")["value"]
    assert seen == fingerprint("to_complete", "Trop petit.")
    client.post(
        address(file),
        mine | {"means-seen": seen, "means-verdict": "to_complete", "means-comment": "Trop loin."},
    )
    assert file.reviews.get().comment == "Trop loin."


def test_opinions_on_a_file_that_moved_are_refused_and_given_back(client, file):
    sent = as_sent(client, file) | {
        "means-verdict": "to_complete",
        "means-comment": "Un texte à garder.",
    }
    Agreement.objects.filter(pk=file.pk).update(state=State.MORE_ASKED, version=2)
    answer = client.post(address(file), sent)
    assert answer.status_code == 409
    assert "Un texte à garder." in answer.content.decode()
    assert not file.reviews.exists()


@pytest.mark.parametrize("comment", ["x" * 2_001, "nul\0", "x" * 10_000])
def test_a_comment_that_cannot_be_kept_is_refused_in_words(client, file, comment):
    answer = client.post(address(file), as_sent(client, file) | {"means-comment": comment})
    assert answer.status_code == 422
    assert not file.reviews.exists()


def test_text_of_the_structure_cannot_act_on_the_reader(client, file):
    answer = file.answers.get(section="competences")
    answer.data["approach"] = "<script>alert(1)</script>"
    answer.save()
    page = client.get(address(file)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("data", [{"referents": "autre"}, {"referents": [1, None]}, {}])
def test_an_answer_of_an_unexpected_shape_is_still_shown(client, file, data):
    file.answers.filter(section="referents").update(data=data)
    assert client.get(address(file)).status_code == 200


def test_nothing_is_judged_before_the_file_is_taken_up(client, certifier):
    file = fill(make_agreement(state=State.SUBMITTED))
    page = soup(client.get(address(file)))
    assert not page.select("#opinions textarea")
    answer = client.post(address(file), {"version": 1, "means-verdict": "accepted"})
    assert answer.status_code == 409


def test_saving_may_lead_straight_to_a_decision(client, file):
    sent = as_sent(client, file) | {"then": "ask_more"}
    assert client.post(address(file), sent)["Location"] == f"{address(file)}decision/ask_more/"
    sent = as_sent(client, file) | {"then": "https://example.com"}
    assert client.post(address(file), sent)["Location"] == address(file)


def test_a_renewal_shows_what_changed_since_the_former_file(client, certifier):
    structure = make_structure()
    former = fill(make_agreement(structure, valid_until="2099-01-01"))
    renewal = fill(make_agreement(structure, State.UNDER_REVIEW, renews=former))
    answer = renewal.answers.get(section="planning")
    answer.data = answer.data | {"hours": 260}
    answer.save()
    page = soup(client.get(address(renewal)))
    changed = page.select_one("#planning").get_text(" ", strip=True)
    assert f"Dans {former.reference} 12" in changed
    assert "260" in changed
    same = page.select_one("#means").get_text(" ", strip=True)
    assert f"Les mêmes réponses que dans {former.reference}" in same


def test_a_section_written_after_its_opinion_says_so(client, file):
    client.post(address(file), as_sent(client, file) | {"means-verdict": "accepted"})
    assert "a écrit ici" not in text(client.get(address(file)))
    file.answers.get(section="means").save()
    assert "a écrit ici" in soup(client.get(address(file))).select_one("#means").get_text()


def test_a_document_is_opened_kept_by_nobody_and_the_opening_is_registered(client, file, certifier):
    document = file.documents.first()
    answer = client.get(f"{address(file)}pieces/{document.identifier}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 piece"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    opening = FileOpening.objects.get()
    assert opening.user == certifier
    assert file.reference in opening.label


def test_a_document_opens_only_from_its_own_file(client, file):
    other = make_document(make_agreement(state=State.UNDER_REVIEW))
    assert client.get(f"{address(file)}pieces/{other.identifier}/").status_code == 404
    assert not FileOpening.objects.exists()


@pytest.mark.parametrize("path", ["", "decision/agree/", "visite/", "pieces/{piece}/"])
def test_nobody_works_on_the_file_of_their_own_structure(client, certifier, file, path):
    join(file.structure, certifier)
    where = address(file) + path.format(piece=file.documents.first().identifier)
    for answer in (client.get(where), client.post(where, {"version": 1, "reason": "x"})):
        assert answer.status_code in (403, 405)
        assert "Une réponse" not in answer.content.decode()
    file.refresh_from_db()
    assert (file.state, file.version) == (State.UNDER_REVIEW, 1)
    assert not FileOpening.objects.exists()


def test_an_unknown_file_is_not_found(client, certifier):
    assert client.get("/admin/agrements/AGR-0000/").status_code == 404


@pytest.mark.parametrize("who", ["editor", "member", "accredited", "administrator", "referent"])
@pytest.mark.parametrize(
    "path", ["", "decision/agree/", "visite/", "pieces/{piece}/", "../renouvellements/"]
)
def test_the_screens_of_a_file_open_to_certifiers_only(client, file, who, path):
    if who == "administrator":
        user = make_person(is_staff=True)
        from django.contrib.auth.models import Group

        user.groups.add(Group.objects.get(name="Administrateurs"))
    else:
        user = make_referent(file.structure) if who == "referent" else make_user(who)
    client.force_login(user)
    where = address(file) + path.format(piece=file.documents.first().identifier)
    where = where.replace(f"{file.reference}/../", "")
    answer = client.get(where)
    assert answer.status_code in (302, 403)
    assert "Une réponse" not in answer.content.decode()
    assert client.post(where, {"version": 1, "reason": "x"}).status_code in (302, 403, 405)
    file.refresh_from_db()
    assert file.version == 1


def test_the_number_of_queries_does_not_depend_on_the_history(
    client, file, certifier, django_assert_max_num_queries
):
    # Accepted from the start: the conditions of the agreement are all read.
    file.reviews.create(section="referents", verdict="accepted")
    client.get(address(file))
    with django_assert_max_num_queries(60) as first:
        client.get(address(file))
    for section in SECTIONS:
        file.reviews.update_or_create(section=section.key, defaults={"verdict": "accepted"})
    for _ in range(5):
        make_document(file, "other")
    for actor in (certifier, make_certifier()):
        machine.journal.record(Act.REVIEWED, agreement=file, actor=actor)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(address(file))
