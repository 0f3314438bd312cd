"""Writing a section: nothing typed is ever lost, whatever happens meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import SectionAnswer, State
from tests.structures import join, make_agreement, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WORDS = "On taille ensemble, puis on regarde."


@pytest.fixture
def draft():
    return make_agreement(state=State.DRAFT)


@pytest.fixture
def client(draft):
    client = Client()
    client.force_login(make_referent(draft.structure))
    return client


def place(agreement, key="competences") -> str:
    return reverse(
        "members:file_section", args=[agreement.structure.slug, agreement.reference, key]
    )


def kept(agreement, key="competences") -> SectionAnswer:
    return SectionAnswer.objects.get(agreement=agreement, section=key)


def save(client, agreement, key="competences", htmx=False, **typed):
    headers = {"HX-Request": "true"} if htmx else {}
    typed.setdefault("version", "0")
    return client.post(place(agreement, key), typed, headers=headers)


def test_a_half_filled_section_is_saved_and_found_again(draft, client):
    response = save(client, draft, approach=WORDS, experience="non", action="save")
    assert response.status_code == 302
    assert kept(draft).data["approach"] == WORDS
    assert kept(draft).data["experience"] is False
    html = client.get(response.url).content.decode()
    assert WORDS in html and "C’est enregistré" in html


def test_each_button_leads_where_it_says(draft, client):
    assert save(client, draft, approach=WORDS, action="next").url == place(draft, "referents")
    growing = save(client, draft, "network", jury="Trois.", action="add-companies")
    assert growing.url == f"{place(draft, 'network')}#question-companies"
    last = save(client, draft, "planning", hours="240", action="next")
    assert last.url.endswith("/pieces/")


def test_a_table_grows_without_any_script(draft, client):
    lines = {
        f"companies-{n}-{column}": f"{column} {n}" for n in range(4) for column in ("name", "part")
    }
    save(client, draft, "network", action="add-companies", **lines)
    assert len(kept(draft, "network").data["companies"]) == 4
    html = client.get(place(draft, "network")).content.decode()
    assert 'name="companies-4-name"' in html and 'name="companies-5-name"' not in html


def test_an_empty_line_is_forgotten_and_a_table_has_an_end(draft, client):
    lines = {"companies-0-name": " ", "companies-7-name": "Paysages", "companies-400-name": "Loin"}
    save(client, draft, "network", **lines)
    assert kept(draft, "network").data["companies"] == [{"name": "Paysages", "part": ""}]


def test_saving_as_one_types_says_when_and_gives_the_new_version(draft, client):
    answer = save(client, draft, htmx=True, approach=WORDS)
    html = answer.content.decode()
    assert answer.status_code == 200 and "Enregistré à" in html and "<html" not in html
    assert 'name="version" id="version" value="1" hx-swap-oob="true"' in html
    again = save(client, draft, htmx=True, approach=WORDS, version="1", basics="Lire un plan.")
    assert 'value="2"' in again.content.decode()
    assert kept(draft).data["approach"] == WORDS


def test_the_same_words_sent_twice_are_no_conflict(draft, client):
    save(client, draft, approach=WORDS)
    assert save(client, draft, approach=WORDS).status_code == 302
    assert kept(draft).version == 1


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 40, "-3"])
def test_two_people_on_one_section_both_texts_are_shown_and_none_is_lost(draft, client, version):
    other = Client()
    other.force_login(join(draft.structure, role="referent"))
    save(other, draft, approach="Le texte de l’autre.")
    answer = save(client, draft, approach=WORDS, version=version)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in html and "Le texte de l’autre." in html and "Enregistré ailleurs" in html
    assert kept(draft).data["approach"] == "Le texte de l’autre."
    # Having seen both, what is in the fields is saved.
    assert 'name="version" id="version" value="1"' in html
    assert save(client, draft, approach=WORDS, version="1").status_code == 302
    assert kept(draft).data["approach"] == WORDS


def test_a_conflict_while_typing_is_said_and_writes_nothing(draft, client):
    save(client, draft, approach="Avant.")
    answer = save(client, draft, htmx=True, approach=WORDS)
    assert answer.status_code == 409 and "enregistrée ailleurs" in answer.content.decode()
    assert kept(draft).data["approach"] == "Avant."


def test_a_session_that_ends_loses_no_word(draft, client):
    for htmx, words in ((False, WORDS), (True, "Se reconnecter dans un autre onglet")):
        answer = save(Client(), draft, htmx=htmx, approach=WORDS)
        assert answer.status_code == 401 and words in answer.content.decode()
    assert draft.structure.name not in answer.content.decode()
    assert not draft.answers.exists()
    assert Client().get(place(draft)).url.startswith("/compte/connexion/?next=")


def test_a_token_that_turned_with_a_new_sign_in_asks_once_more_and_keeps_the_words(draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_referent(draft.structure))
    answer = save(strict, draft, approach=WORDS, csrfmiddlewaretoken="x" * 64)
    html = answer.content.decode()
    assert answer.status_code == 403 and WORDS in html
    assert not draft.answers.exists()
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert save(strict, draft, approach=WORDS, csrfmiddlewaretoken=token).status_code == 302
    assert kept(draft).data["approach"] == WORDS


@pytest.mark.parametrize("state", [s for s in State if s not in (State.DRAFT, State.MORE_ASKED)])
def test_a_file_that_left_the_structure_is_not_written_any_more(state):
    agreement = make_agreement(state=state)
    client = Client()
    client.force_login(make_referent(agreement.structure))
    for htmx in (False, True):
        answer = save(client, agreement, htmx=htmx, approach=WORDS)
        assert answer.status_code == 409
        assert agreement.get_state_display() in answer.content.decode()
    assert WORDS in save(client, agreement, approach=WORDS).content.decode()
    assert not agreement.answers.exists()


def test_what_is_wrong_is_said_and_the_rest_is_saved(draft, client):
    answer = save(client, draft, "planning", hours="deux cents", immersion="2", proofs="Signé.")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "deux cents" in html and "seulement un nombre" in html
    assert kept(draft, "planning").data["immersion"] == 2
    assert "hours" not in kept(draft, "planning").data
    typed = save(client, draft, "planning", htmx=True, hours="-4", immersion="3", version="1")
    assert typed.status_code == 422 and "sauf" in typed.content.decode()
    assert kept(draft, "planning").data["immersion"] == 3


def test_a_text_too_long_is_refused_and_given_back_whole(draft, client):
    long = "é" * 10_000
    answer = save(client, draft, approach=long, basics="Court.")
    assert answer.status_code == 422
    assert long in answer.content.decode() and "10\u202f000 caractères" in answer.content.decode()
    assert kept(draft).data == {**kept(draft).data, "basics": "Court."}
    assert "approach" not in kept(draft).data


def test_numbers_are_read_as_people_write_them(draft, client):
    save(client, draft, "planning", hours=" 1\u202f200 ")
    assert kept(draft, "planning").data["hours"] == 1200


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script><img src=x onerror=y>",
        "a\x00b\x07c\x1b[31m\ud7ff",
        "\u202egnirts\u2066 retournée",
        "😀𝕏 e\u0301 \ufeff",
        "{{ settings.SECRET_KEY }} {% debug %}".replace("{{", "{ {").replace("{%", "{ %"),
        "' OR 1=1; --",
        "\r\n\r\nSet-Cookie: a=b",
    ],
)
def test_hostile_words_are_kept_as_words(draft, client, words):
    fields = {
        "approach": words,
        "jury": words,
        "companies-0-name": words,
        "companies-0-part": words,
    }
    for key in ("competences", "network"):
        assert save(client, draft, key, **fields).status_code == 302
        for address in (
            place(draft, key),
            f"{place(draft, key)}../relire/".replace(f"{key}/../", ""),
        ):
            html = client.get(address).content.decode()
            assert "<script>alert" not in html and "<img src=x" not in html
            assert not set(html) & set("\x00\x07\x1b\u202e\u2066\ufeff")


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "²", "1e3", "\x00"])
def test_forged_choices_and_numbers_never_break_the_page(draft, client, value):
    answer = save(client, draft, "supports", supports=value, places=value)
    assert answer.status_code in (302, 422)
    assert kept(draft, "supports").data["supports"] == []
    assert save(client, draft, experience=value).status_code == 302
    assert kept(draft).data["experience"] is None


def test_answers_of_another_shape_are_shown_without_failing(draft, client):
    odd = {"companies": ["x", 3, {"name": None}], "supports": {"a": 1}, "hours": [1], "approach": 4}
    for key in ("competences", "network", "supports", "planning"):
        SectionAnswer.objects.create(agreement=draft, section=key, data=odd)
        assert client.get(place(draft, key)).status_code == 200
    base = reverse("members:file", args=[draft.structure.slug, draft.reference])
    assert client.get(base).status_code == client.get(f"{base}relire/").status_code == 200
