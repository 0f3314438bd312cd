"""The page where anyone checks a certificate: the truth of today, nothing about people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Support
from members.agreement import proof_views
from members.agreement.codes import read_code
from members.models import Agreement, State
from members.models.agreement import new_code
from tests.builders import make_term
from tests.reading import soup, text
from tests.structures import make_agreement, make_referent, make_structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
DAY = timedelta(days=1)
CODE = "ABCDEFGHJKMN"


def today():
    return timezone.localdate()


def answer(client, code: str) -> str:
    response = client.get(f"/verifier/{code}/")
    assert response.status_code == 200
    return text(response)


def verdict(client, code: str) -> str:
    return soup(client.get(f"/verifier/{code}/")).h1.get_text()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Oui, cet agrément est valable aujourd’hui."),
        ({"valid_until": today()}, "Oui, cet agrément est valable aujourd’hui."),
        ({"valid_until": today() - DAY}, "Non, cet agrément est terminé."),
        ({"valid_from": today() + DAY}, "Non, cet agrément n’a pas encore commencé."),
        ({"state": State.SUSPENDED}, "Non, cet agrément est suspendu."),
        (
            {"state": State.SUSPENDED, "valid_until": today() - DAY},
            "Non, cet agrément est terminé.",
        ),
        ({"state": State.WITHDRAWN}, "Non, cet agrément a été retiré."),
        ({"state": State.EXPIRED}, "Non, cet agrément est terminé."),
    ],
)
def test_one_sentence_says_whether_it_is_valid_today(client, fields, sentence):
    assert verdict(client, make_agreement(**fields).code) == sentence


def test_a_closed_structure_has_no_valid_agreement(client):
    agreement = make_agreement(make_structure(is_active=False))
    assert verdict(client, agreement.code) == "Non, cet agrément ne vaut plus."


def test_it_says_for_whom_for_what_and_until_when(client):
    agreement = make_agreement(make_structure(name="Les Jardins", is_fictional=True))
    agreement.supports.add(make_term(Support, "Maraîchage"))
    agreement.structure.supports.add(make_term(Support, "Bois"))
    said = answer(client, agreement.code)
    assert "Les Jardins, Laon (Aisne)" in said
    assert "Maraîchage" in said
    assert agreement.reference in said
    assert f"{agreement.valid_until.day} " in said
    assert "Cette structure est fictive" in said
    assert "Bois" not in said, "What the structure does since then is not what was agreed."


def test_it_says_nothing_of_people_nor_of_what_is_not_published(client):
    secret = {"address": "1 rue Secrète", "contact": "Fonction secrète", "website": "https://s.fr"}
    structure = make_structure(siret="00000000000018", **secret)
    referent = make_referent(structure)
    agreement = make_agreement(structure, visit_report="Rapport secret")
    page = client.get(f"/verifier/{agreement.code}/").content.decode()
    for word in (*secret.values(), structure.siret, referent.email, "Rapport secret"):
        assert word not in page
    assert f"/structures/{structure.slug}/" not in page


def test_a_listed_structure_has_a_link_to_its_page(client):
    agreement = make_agreement(make_structure(slug="jardins", is_listed=True))
    assert "/structures/jardins/" in client.get(f"/verifier/{agreement.code}/").content.decode()


def test_a_file_that_was_never_agreed_is_as_unknown_as_no_file(client):
    unknown = answer(client, CODE)
    assert "Ce code n’est celui d’aucun agrément." in unknown
    for state in (State.DRAFT, State.UNDER_REVIEW, State.REFUSED, State.ABANDONED):
        assert answer(client, make_agreement(state=state).code) == unknown


def test_an_unknown_code_costs_the_same_questions_as_a_known_one(client):
    known, draft = make_agreement().code, make_agreement(state=State.DRAFT).code
    numbers = []
    for code in (known, draft, CODE, "nimporte"):
        client.get(f"/verifier/{code}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/verifier/{code}/")
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


def test_a_suspension_acts_at_once_even_with_kept_pages(client, settings):
    settings.PAGE_CACHE_SECONDS = 300
    agreement = make_agreement()
    assert verdict(client, agreement.code).startswith("Oui")
    # Even a change that tells nobody.
    Agreement.objects.filter(pk=agreement.pk).update(state=State.SUSPENDED)
    assert verdict(client, agreement.code).startswith("Non")


def test_no_answer_is_kept_or_found_by_a_search_engine(client):
    for code in (make_agreement().code, CODE):
        response = client.get(f"/verifier/{code}/")
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "noindex" in soup(response).find("meta", {"name": "robots"})["content"]
    assert "no-store" in client.get("/verifier/")["Cache-Control"]


@pytest.mark.parametrize(
    "typed",
    ["abcd efgh jkmn", "ABCD-EFGH-JKMN", " a b c d.efgh\u00a0jkmn ", "ABCD–EFGH—JKMN", CODE],
)
def test_spaces_dashes_and_small_letters_do_not_count(client, typed):
    response = client.get("/verifier/", {"code": typed})
    assert response.status_code == 302
    assert response.url == f"/verifier/{CODE}/"


def test_signs_that_no_code_holds_are_read_as_their_nearest_letter():
    assert read_code("0bcdefghikmn") == "QBCDEFGHJKMN"
    assert read_code("OBCDEFGH1KMN") == read_code("0BCDEFGHlKMN") == "QBCDEFGHJKMN"
    assert all(read_code(code) == code for code in (new_code() for _ in range(50)))


def test_an_address_typed_otherwise_leads_to_the_right_one(client):
    assert client.get("/verifier/abcd-efgh-jkmn/").url == f"/verifier/{CODE}/"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "ABC", "ÀBCDEFGHJKMN", "A" * 5_000, "<script>", "' OR 1=1", "\0", "😀" * 12],
)
def test_what_is_no_code_gets_a_sentence_and_stays_in_the_field(client, typed):
    response = client.get("/verifier/", {"code": typed})
    assert response.status_code == 422
    field = soup(response).select_one("main #id_code")
    assert field["aria-invalid"] == "true"
    if typed == "ABC":
        assert field["value"] == "ABC"
        assert "12 lettres et chiffres" in text(response)


@pytest.mark.parametrize("code", ["%00", "a" * 3_000, "%C0%80", "..%2f", "’"])
def test_an_absurd_address_is_an_unknown_code(client, code):
    response = client.get(f"/verifier/{code}/")
    assert response.status_code in (200, 404)
    if response.status_code == 200:
        assert "aucun agrément" in text(response)


def test_guessing_is_slowed_down_politely_and_others_are_not(client):
    for _ in range(proof_views.CHECKS):
        assert client.get(f"/verifier/{new_code()}/").status_code == 200
    known = make_agreement().code
    response = client.get(f"/verifier/{known}/")
    assert response.status_code == 429
    assert response["Retry-After"] == str(proof_views.WINDOW)
    assert "Un peu trop vite" in text(response)
    assert client.get(f"/verifier/{known}/", REMOTE_ADDR="192.0.2.9").status_code == 200
    assert client.get("/verifier/").status_code == 200


def test_only_reading_is_possible(client):
    assert client.post("/verifier/", {"code": CODE}).status_code == 405
    assert client.post(f"/verifier/{CODE}/").status_code == 405
