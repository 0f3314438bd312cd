"""Nothing typed is lost, whatever is typed."""

import pytest

from editorial.proposing.models import Proposal
from editorial.proposing.sections import SECTIONS
from editorial.tests.proposing import ANSWERS, sent
from members.agreement.questions import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def data_of(section: str) -> dict:
    return Proposal.objects.get().answers.get(section=section).data


def everything(words: str) -> dict[str, dict[str, str]]:
    """The same words in every field that takes some, by section."""
    typed: dict[str, dict[str, str]] = {}
    for section in SECTIONS:
        names = typed[section.key] = {}
        for question in section.questions:
            if question.kind is Kind.ROWS:
                names |= {f"{question.key}-0-{column.key}": words for column in question.columns}
            elif question.kind in (Kind.LONG, Kind.LINE):
                names[question.key] = words
    return typed


def test_saving_leads_to_the_next_screen_or_out(contributor):
    home = contributor.begin()
    on = contributor.write(home, "why", context="Le besoin.", action="next")
    assert on["Location"] == f"{home}objectives/"
    out = contributor.write(home, "why", context="Le besoin.", action="leave")
    assert out["Location"] == f"{home}?fait=enregistre"
    more = contributor.write(
        home, "steps", **{"steps-0-title": "Photographier"}, action="add-steps"
    )
    assert more["Location"] == f"{home}steps/#question-steps"
    assert 'name="steps-1-title"' in contributor.client.get(f"{home}steps/").content.decode()


def test_the_progress_is_shown_and_what_is_missing_leads_to_its_place(contributor):
    home = contributor.begin()
    contributor.write(home, "why", context="Le besoin.")
    page = contributor.client.get(f"{home}envoi/").content.decode()
    assert "1 sur 11" in page
    assert f'href="{home}practice/#question-title"' in page
    assert "Envoyer ma proposition" not in page
    assert contributor.send(home).status_code == 409


def test_a_wrong_answer_is_shown_again_and_the_others_are_saved(contributor):
    home = contributor.begin()
    answer = contributor.write(home, "practice", title="Mon titre", sentence="x" * 401)
    assert answer.status_code == 422
    assert "x" * 401 in answer.content.decode()
    assert "Raccourcissez-le" in answer.content.decode()
    assert data_of("practice") == {"title": "Mon titre"}


def test_two_tabs_show_both_texts_and_erase_neither(contributor):
    home = contributor.begin()
    version = contributor.version(home, "why")
    contributor.write(home, "why", context="Écrit dans le premier onglet.")
    late = contributor.client.post(
        f"{home}why/", {"version": version, "context": "Écrit dans le second."}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert "Écrit dans le premier onglet." in page
    assert "Écrit dans le second." in page
    assert data_of("why") == {"context": "Écrit dans le premier onglet."}
    contributor.write(home, "why", context="Écrit dans le second.")
    assert data_of("why") == {"context": "Écrit dans le second."}


def test_typing_saves_by_itself_and_says_so(contributor):
    home = contributor.begin()
    answer = contributor.client.post(
        f"{home}why/", {"version": "0", "context": "En cours"}, headers={"HX-Request": "true"}
    )
    assert "Enregistré" in answer.content.decode()
    assert 'name="version" id="version" value="1"' in answer.content.decode()


def test_markup_in_any_field_stays_words(contributor, editor):
    home = contributor.begin()
    contributor.fill(home)
    for place, typed in everything(HOSTILE).items():
        assert contributor.write(home, place, **typed).status_code in (302, 422), place
    contributor.join(home, label=HOSTILE)
    assert contributor.send(home).status_code == 302
    proposal = Proposal.objects.get(state="sent")
    pages = [contributor.client.get(home)]
    pages += [editor.get("/admin/propositions/")]
    pages += [editor.get(f"/admin/propositions/{proposal.identifier}/")]
    for answer in pages:
        assert "<script>alert(1)" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()


def test_signs_of_every_alphabet_are_kept(contributor):
    home = contributor.begin()
    words = "Cœur 🌱🧑🏽‍🌾 مرحبا עברית ½ ﬁn\u202e\u0000 " + "e\u0301"
    for place, typed in everything(words).items():
        assert contributor.write(home, place, **typed).status_code in (302, 422), place
    kept = data_of("why")["context"]
    assert kept == "Cœur 🌱🧑🏽‍🌾 مرحبا עברית ½ ﬁn é"


def test_ten_million_signs_get_an_answer_and_erase_nothing(contributor):
    home = contributor.begin()
    contributor.write(home, "why", context="Le besoin.")
    answer = contributor.client.post(f"{home}why/", {"version": "1", "context": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "Revenez en arrière" in answer.content.decode()
    assert data_of("why") == {"context": "Le besoin."}


def test_a_text_that_names_somebody_is_saved_and_shown_once_more(contributor):
    home = contributor.begin()
    words = "Écrivez à jean@example.org ou au 06 00 00 00 00."
    first = contributor.write(home, "why", context=words)
    assert first["Location"] == f"{home}why/?attention=1"
    page = contributor.client.get(first["Location"]).content.decode()
    assert "jean@example.org »" in page
    assert "un numéro de téléphone" in page
    assert data_of("why") == {"context": words}
    again = contributor.write(home, "why", context=words, warned="1")
    assert again["Location"] == f"{home}objectives/"


def test_once_sent_it_is_read_and_no_more_written(contributor):
    home, _proposal = sent(contributor)
    answer = contributor.client.post(f"{home}why/", {"version": "1", "context": "Trop tard"})
    assert answer.status_code == 409
    assert "Trop tard" in answer.content.decode()
    assert contributor.client.get(f"{home}why/")["Location"] == home
    assert contributor.join(home)["Location"] == home
    assert data_of("why") == ANSWERS["why"]


@pytest.mark.parametrize("version", ["", "-1", "1e9", "é", "9" * 30])
def test_a_strange_version_is_a_conflict_never_an_error(contributor, version):
    home = contributor.begin()
    contributor.write(home, "why", context="Le besoin.")
    typed = {"version": version, "context": "Autre"}
    assert contributor.client.post(f"{home}why/", typed).status_code == 409
    assert contributor.client.post(f"{home}envoi/", {"version": version}).status_code in (409, 422)


def test_an_unknown_place_is_not_found(contributor):
    home = contributor.begin()
    for place in ("rien/", "retrait/rien/", "joint/rien/"):
        assert contributor.client.get(home + place).status_code == 404
