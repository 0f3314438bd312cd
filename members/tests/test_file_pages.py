"""The pages of an agreement file, as the structure's people use them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.agreement.sections import SECTIONS
from members.models import Agreement, Membership, Role, SectionAnswer, SectionReview, State
from members.models.agreement import Verdict
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
TYPED = {"version": "0", "approach": "On taille ensemble.", "action": "save"}


def url(name: str, agreement: Agreement, *args) -> str:
    return reverse(f"members:{name}", args=[agreement.structure.slug, agreement.reference, *args])


def signed_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


@pytest.fixture
def draft():
    return make_agreement(state=State.DRAFT)


@pytest.fixture
def referent(draft):
    return make_referent(draft.structure)


@pytest.fixture
def client(referent):
    return signed_in(referent)


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def pages_of(agreement: Agreement) -> list[str]:
    item = make_document(agreement)
    return [
        reverse("members:files", args=[agreement.structure.slug]),
        url("file", agreement),
        url("file_summary", agreement),
        url("file_section", agreement, "network"),
        url("file_documents", agreement),
        url("file_document", agreement, item.identifier),
        url("file_document_removal", agreement, item.identifier),
        url("file_move", agreement, "abandonner"),
    ]


def test_nobody_outside_the_structure_finds_any_of_its_pages(draft):
    other = make_referent(make_structure())
    closed = make_agreement(state=State.DRAFT)
    former = make_referent(closed.structure)
    type(closed.structure).objects.filter(pk=closed.structure_id).update(is_active=False)
    for agreement, people in (
        (draft, (other, make_certifier(), make_person())),
        (closed, (former,)),
    ):
        for address in pages_of(agreement):
            assert Client().get(address).status_code == 302
            for user in people:
                client = signed_in(user)
                assert client.get(address).status_code == 404, address
                assert client.post(address, TYPED).status_code in (404, 405), address


def test_a_file_of_another_structure_is_not_reached_under_ones_own_address(draft, client):
    other = make_agreement(state=State.DRAFT)
    item = make_document(other)
    own = draft.structure.slug
    for address in (
        reverse("members:file", args=[own, other.reference]),
        reverse("members:file_section", args=[own, other.reference, "network"]),
        url("file_document", draft, item.identifier),
        url("file_document_removal", draft, item.identifier),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, TYPED).status_code in (404, 405)
    other.refresh_from_db()
    assert other.documents.count() == 1 and not other.answers.exists()


def test_unknown_places_of_a_file_do_not_exist(draft, client):
    for address in (url("file_section", draft, "rien"), url("file_move", draft, "agreer")):
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert client.post(url("file_documents", draft), {"kind": "rien"}).status_code == 404


def test_a_member_reads_and_does_not_write(draft):
    client = signed_in(join(draft.structure))
    assert "référent·e pédagogique de le faire" in page(client, url("file", draft))
    response = client.get(url("file_section", draft, "network"))
    assert response.url == f"{url('file_summary', draft)}#network"
    assert "Modifier" not in page(client, url("file_summary", draft))
    assert 'type="file"' not in page(client, url("file_documents", draft))
    refused = client.post(url("file_section", draft, "competences"), TYPED)
    assert refused.status_code == 409 and "On taille ensemble." in refused.content.decode()
    assert not draft.answers.exists()
    assert client.post(url("file_move", draft, "abandonner"), {"version": 1}).status_code == 409
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_referent_opens_one_file_and_is_told_why_not_a_second(client, draft):
    structure = make_structure()
    client = signed_in(make_referent(structure))
    here = reverse("members:files", args=[structure.slug])
    assert "Ouvrir notre dossier" in page(client, here)
    opened = client.post(here)
    agreement = structure.agreements.get()
    assert opened.url == url("file", agreement)
    again = client.post(here)
    assert again.status_code == 409 and "déjà en cours" in again.content.decode()
    assert "Ouvrir" not in page(client, here)


def test_the_renewal_is_offered_six_months_before_the_end_and_not_before():
    agreement = make_agreement()
    client = signed_in(make_referent(agreement.structure))
    here = reverse("members:files", args=[agreement.structure.slug])
    assert "à partir du" in page(client, here)
    Agreement.objects.update(valid_until=timezone.localdate() + timedelta(days=180))
    assert "Préparer le renouvellement" in page(client, here)
    assert "Préparer le renouvellement" in page(client, url("file", agreement))
    assert client.post(here).status_code == 302


def test_the_file_page_leads_to_the_exact_question_that_is_missing(draft, client):
    html = page(client, url("file", draft))
    link = f"{url('file_section', draft, 'planning')}#question-hours"
    assert link in html
    assert 'id="question-hours"' in page(client, url("file_section", draft, "planning"))
    piece = f"{url('file_documents', draft)}#question-commitment"
    assert piece in html
    assert 'id="question-commitment"' in page(client, url("file_documents", draft))


def test_every_question_has_a_help_and_an_example_on_its_page(draft, client):
    for section in SECTIONS:
        html = page(client, url("file_section", draft, section.key))
        for question in section.questions:
            assert question.help and question.example
            assert question.help in html and question.example in html


def test_progress_is_counted_and_the_button_follows_the_work(draft, client):
    assert "Commencer" in page(client, url("file", draft))
    SectionAnswer.objects.create(agreement=draft, section="means", data={"premises": "Ici."})
    html = page(client, url("file", draft))
    assert "Continuer le dossier" in html and "En cours" in html
    fill(draft)
    html = page(client, url("file", draft))
    assert url("file_summary", draft) in html and "Ce qui manque" not in html
    assert "Déposer le dossier" in page(client, url("file_summary", draft))


def test_what_the_certifier_is_still_writing_is_seen_by_nobody_else(draft, client):
    fill(draft)
    SectionReview.objects.create(
        agreement=draft,
        section="network",
        verdict=Verdict.TO_COMPLETE,
        comment="Quelle entreprise ?",
    )
    draft.documents.filter(kind="planning").update(
        verdict=Verdict.TO_COMPLETE, comment="Planning illisible"
    )
    places = [url("file", draft), url("file_documents", draft), url("file_summary", draft)]
    for state in (State.SUBMITTED, State.UNDER_REVIEW, State.CONTESTED):
        Agreement.objects.filter(pk=draft.pk).update(state=state)
        for place in places:
            html = page(client, place)
            assert "Quelle entreprise ?" not in html and "illisible" not in html
    Agreement.objects.filter(pk=draft.pk).update(state=State.MORE_ASKED)
    html = page(client, url("file", draft))
    assert "Quelle entreprise ?" in html and "Planning illisible" in html
    assert "Planning illisible" in page(client, url("file_documents", draft))
    assert "Quelle entreprise ?" in page(client, url("file_section", draft, "network"))


def test_only_what_the_certifier_asked_is_marked_and_the_rest_stays_open(draft, client):
    fill(draft)
    Agreement.objects.filter(pk=draft.pk).update(state=State.MORE_ASKED, state_since=timezone.now())
    for section, verdict in (("network", Verdict.TO_COMPLETE), ("means", Verdict.ACCEPTED)):
        SectionReview.objects.create(agreement=draft, section=section, verdict=verdict)
    html = page(client, url("file", draft))
    assert html.count("À compléter") == 1 and "dans 1\u00a0rubrique" in html
    address = url("file_section", draft, "network")
    kept = draft.answers.get(section="network")
    client.post(address, {"version": kept.version, "jury": "Trois patrons."})
    assert "Modifié" in page(client, url("file", draft))
    # What was accepted may be written too: it is then read again.
    accepted = draft.answers.get(section="means")
    assert "Rubrique acceptée" in page(client, url("file_section", draft, "means"))
    client.post(
        url("file_section", draft, "means"), {"version": accepted.version, "premises": "Ailleurs."}
    )
    assert draft.reviews.get(section="means").verdict == Verdict.WAITING


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_its_page_for_every_person_of_the_structure(state):
    agreement = fill(make_agreement(state=state))
    for role in Role.values:
        client = signed_in(join(agreement.structure, role=role))
        for address in pages_of(agreement):
            response = client.get(address)
            response.getvalue()
            assert response.status_code in (200, 302), address
        assert "La prochaine chose à faire" in page(client, url("file", agreement))


def test_the_history_names_nobody(draft, referent, client):
    fill(draft)
    referent.first_name, referent.last_name = "Zénobie", "Quartz"
    referent.save()
    client.post(url("file_move", draft, "deposer"), {"version": 1})
    html = page(client, url("file", draft))
    history = html.split("L’histoire du dossier")[1]
    assert "Dossier déposé" in history and "Par la structure." in history
    assert "Zénobie" not in history and referent.email not in history


def test_a_lost_role_acts_on_the_next_request(draft, referent, client):
    page(client, url("file_section", draft, "network"))
    Membership.objects.filter(user=referent).update(role=Role.MEMBER)
    assert client.post(url("file_section", draft, "network"), {"jury": "x"}).status_code == 409
    Membership.objects.filter(user=referent).delete()
    page(client, url("file", draft), 404)


def test_the_number_of_queries_does_not_grow_with_the_file(draft, client):
    addresses = [
        reverse("members:files", args=[draft.structure.slug]),
        url("file", draft),
        url("file_summary", draft),
        url("file_section", draft, "network"),
        url("file_documents", draft),
    ]
    counts = []
    for _size in ("empty", "full"):
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.append(len(queries))
        fill(draft)
        rows = [{"name": f"E{number}", "part": "Immersion"} for number in range(30)]
        draft.answers.filter(section="network").update(data={"companies": rows})
        for _number in range(20):
            make_document(draft, "planning")
    assert counts[:5] == counts[5:]
    assert max(counts) <= 25


def test_pages_of_a_file_are_kept_by_no_cache(draft, client):
    for address in pages_of(draft):
        response = client.get(address)
        response.getvalue()
        assert re.search("no-store", response["Cache-Control"]), address
