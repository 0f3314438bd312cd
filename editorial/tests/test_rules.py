"""Each check, on a record where it speaks and on one where it is silent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import FormerName, RecordFile
from editorial.checking.evaluating import findings
from editorial.checking.models import FileCheck, Level, Link, LinkState
from editorial.checking.rules import BY_KEY, RULES
from editorial.tests.records import SUMMARY, good_monograph, good_resource
from tests.builders import make_file, make_resource
from tests.source import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

EVERY = tuple(Level)
LONG = " ".join(["mot"] * 31) + "."


def found(record, key: str) -> list:
    """The findings of one check."""
    return [item.finding for item in findings(record, only=EVERY) if item.rule.key == key]


def test_a_good_record_is_stopped_by_nothing():
    assert [item for item in findings(good_resource()) if item.blocks] == []
    assert [item for item in findings(good_monograph()) if item.blocks] == []


YESTERDAY = timezone.localdate() - timedelta(days=1)
FAULTS = {
    "licence": ({"licence": None}, "licence", "pas choisie"),
    "source": ({"source_title": " "}, "source_title", "pas nommé"),
    "dates": ({"source_year": 2090}, "source_year", "2090"),
    "relecture": ({"review_by": YESTERDAY}, "review_by", f"{YESTERDAY:%d/%m/%Y}"),
    "termes": ({"supports": []}, "supports", "Supports de production"),
    "donnees_personnelles": (
        {"purpose": "Écrire à claire.durand@example.org."},
        "purpose",
        "adresse électronique",
    ),
    "resume": ({"summary": "Un carnet."}, "summary", "10 signes"),
    "resume_difficile": ({"summary": LONG}, "summary", "31 mots"),
    "phrases": ({"purpose": LONG}, "purpose", "31 mots"),
    "anciens_noms": ({"purpose": "Demander à Pôle emploi."}, "purpose", "France Travail"),
    "lien_mort": ({"purpose": "Voir https://mort.example/page."}, "purpose", "mort"),
    "lien_muet": ({"purpose": "Voir https://muet.example/page."}, "purpose", "répondait pas"),
}


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_is_found_where_it_is(key):
    FormerName.objects.create(former="Pôle Emploi", current="France Travail")
    Link.objects.create(url="https://mort.example/page", state=LinkState.DEAD)
    Link.objects.create(url="https://muet.example/page", state=LinkState.UNREACHABLE)
    fields, anchor, words = FAULTS[key]
    assert found(good_resource(), key) == []
    (finding,) = found(good_resource(**fields), key)
    assert finding.anchor == anchor
    assert words in finding.text


def test_dates_in_the_wrong_order_are_found():
    record = good_resource(valid_from=timezone.localdate() + timedelta(days=900))
    assert [item.anchor for item in found(record, "dates")] == ["valid_from"]


def test_what_is_kept_of_personal_data_never_quotes_it():
    record = good_resource(purpose="Appelez Claire au 06 12 34 56 78.")
    (finding,) = found(record, "donnees_personnelles")
    assert "06 12" not in finding.text
    assert finding.quote == "06 12 34 56 78"


@pytest.mark.parametrize(
    "words",
    [
        "Avec l’ex-Pôle emploi.",
        "Pôle emploi, devenu France Travail, finance.",
        "Avec Pôle emploi (aujourd’hui France Travail).",
        "Anciennement Pôle emploi.",
    ],
)
def test_a_former_name_told_as_such_is_left(words):
    FormerName.objects.create(former="Pôle Emploi", current="France Travail")
    assert found(good_resource(purpose=words), "anciens_noms") == []


def test_a_former_name_in_a_dated_line_of_funding_is_left():
    FormerName.objects.create(former="OPCA", current="OPCO")
    line = {"year": "2014", "funders": "OPCA de branche"}
    assert found(good_monograph(funding=[("line", line)]), "anciens_noms") == []


def test_an_acronym_is_not_found_inside_a_word():
    FormerName.objects.create(former="UPA", current="U2P")
    assert found(good_resource(purpose="La DUPA et Upa."), "anciens_noms") == []
    assert len(found(good_resource(purpose="Avec l’UPA."), "anciens_noms")) == 1


def test_title_close_to_another_record_is_told_whatever_its_accents():
    good_resource(title="Carnet de semis du maraîcher")
    record = good_resource(title="CARNET DE SEMIS DU MARAICHER (bis)")
    (finding,) = found(record, "titre")
    assert "Carnet de semis du maraîcher" in finding.text
    assert found(good_resource(title="Plan d’accueil d’un nouveau"), "titre") == []


def test_a_block_is_named_with_its_place():
    step = {"title": "Semer", "when": "", "text": "Joindre Paul au 0612345678."}
    record = good_monograph(implementation=[("step", step), ("step", step | {"text": "Rien."})])
    (finding,) = found(record, "donnees_personnelles")
    assert finding.anchor == f"implementation.{record.implementation[0].id}"
    assert "Étapes de mise en œuvre, 1" in finding.text


def test_a_link_to_a_page_that_left_is_dead():
    target = make_resource()
    inset = {"title": "Zoom", "text": f'<p><a linktype="page" id="{target.pk}">Lire</a></p>'}
    record = good_monograph(insets=[("inset", inset)])
    assert found(record, "lien_mort") == []
    target.unpublish()
    assert len(found(record, "lien_mort")) == 1


def test_a_picture_needs_words_unless_it_has_some():
    picture = '<embed embedtype="image" format="left" id="1" alt="{}"/>'
    inset = {"title": "Zoom", "text": picture.format("")}
    assert len(found(good_monograph(insets=[("inset", inset)]), "images")) == 1
    inset["text"] = picture.format("Un carnet ouvert")
    assert found(good_monograph(insets=[("inset", inset)]), "images") == []


def test_files_are_judged_on_what_the_background_read():
    record = good_resource()
    item = make_file(record)
    assert found(record, "pdf") == []
    FileCheck.objects.create(
        file=item, tagged=False, has_title=True, has_language=False, personal=2
    )
    (finding,) = found(record, "pdf")
    assert "n’est pas balisé, ne dit pas sa langue" in finding.text
    (finding,) = found(record, "donnees_fichiers")
    assert "2 coordonnées" in finding.text
    RecordFile.objects.update(superseded_at=timezone.now())
    assert found(record, "pdf") == []


def test_what_is_empty_is_told_files_included():
    record = good_resource(how_to_use=[])
    assert [item.anchor for item in found(record, "parties")] == ["how_to_use", "files"]
    record.how_to_use = ["Ouvrir."]
    make_file(record)
    assert found(record, "parties") == []


def test_hard_summary_names_the_hard_sentence():
    record = good_resource(summary=f"{SUMMARY} {LONG}")
    (finding,) = found(record, "resume_difficile")
    assert finding.quote.startswith("mot mot")


def test_the_documentation_says_each_level():
    rows = {}
    for line in (ROOT / "docs" / "controles.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[4].startswith("`"):
            rows[cells[4].strip("`")] = cells[:4]
    assert rows == {
        rule.key: [rule.label, *(level.label for level in rule.levels.values())] for rule in RULES
    }
    assert len(BY_KEY) == len(RULES)
