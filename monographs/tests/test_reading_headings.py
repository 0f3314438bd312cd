"""A heading nobody knows is read: from its words, the text below, and the order of fiches."""

import pytest
from django.core.management import CommandError, call_command

from monographs.importing.document import Block, Nature, SourceDocument
from monographs.importing.recognising import recognise
from monographs.importing.recognising.lexicon import INSIDE, Lexicon, side_of
from monographs.importing.recognising.models import HeadingVariant
from monographs.importing.recognising.reading import WITHIN, read_headings
from monographs.importing.recognising.wording import FIELDS, house_wording

pytestmark = pytest.mark.django_db

TITLE = "Un atelier de tonnelage avec les brasseries de la vallée"
# Headings that say nothing, each with a text that does.
SECTIONS = {
    "Kalimba": (
        "contexte",
        "La fermeture de la scierie a laissé la vallée sans emploi, et depuis plusieurs années "
        "les brasseries peinaient à trouver des fûts.",
    ),
    "Torvel": (
        "objectifs",
        "Permettre aux salariés d’apprendre un métier rare et favoriser leur accès à l’emploi.",
    ),
    "Oltis": (
        "public_cible",
        "Huit personnes en contrat d’insertion, bénéficiaires du RSA, âgées de 20 à 55 ans.",
    ),
    "Bragane": (
        "mise_en_oeuvre",
        "Chaque semaine, l’encadrant anime un atelier en petit groupe, puis les salariés "
        "assemblent un fût avec le tuteur et remplissent le carnet de suivi.",
    ),
    "Vernou": (
        "resultats",
        "Six personnes sur huit ont trouvé un emploi, 85 % de présence et 240 fûts vendus.",
    ),
    "Ixelle": (
        "financement",
        "Le coût total s’élève à 48 000 €, dont 20 000 € de subvention de la Région.",
    ),
    "Zinal": (
        "perspectives",
        "L’association envisage d’ouvrir un second atelier et souhaite étendre l’action l’an "
        "prochain.",
    ),
}


def document(*lines: tuple[str, Nature, int]) -> SourceDocument:
    return SourceDocument(tuple(Block(text, nature, level) for text, nature, level in lines), "md")


def fiche(sections: dict[str, str]):
    lines = [(TITLE, Nature.HEADING, 1)]
    for heading, text in sections.items():
        lines += [(heading, Nature.HEADING, 2), (text, Nature.PARAGRAPH, 0)]
    return recognise(document(*lines))[0]


@pytest.fixture
def told():
    return fiche({heading: text for heading, (_, text) in SECTIONS.items()})


def test_text_tells_its_section_where_headings_say_nothing(told):
    placed = {key: " ".join(item.text for item in items) for key, items in told.fields.items()}
    assert {
        heading: field for heading, (field, text) in SECTIONS.items() if text in placed[field]
    } == {heading: field for heading, (field, _) in SECTIONS.items()}


def test_section_read_by_its_meaning_is_never_sure(told):
    sure = [item.confidence for field, _ in SECTIONS.values() for item in told.fields[field]]
    assert max(sure) <= INSIDE


def test_editor_is_told_which_headings_were_read_by_meaning(told):
    remark = next(one for one in told.remarks if "lus par leur sens" in one)
    assert "« Ixelle » → Financement" in remark


def test_known_headings_leave_nothing_to_read():
    found = fiche({"Contexte": SECTIONS["Kalimba"][1], "Objectifs": SECTIONS["Torvel"][1]})
    assert not any("lus par leur sens" in one for one in found.remarks)
    assert found.fields["objectifs"][0].confidence == 1


def test_line_among_known_headings_stays_in_its_section_when_in_doubt():
    known = ["Contexte", "Objectifs", "Public concerné", "Déroulement", "Résultats"]
    texts = [text for _, text in SECTIONS.values()][:5]
    sections = dict(zip(known, texts, strict=True))
    found = fiche(sections | {"Kalimba": "Les salariés en parlent encore."})
    assert "parlent encore" not in " ".join(
        item.text
        for field in ("perspectives", "leviers", "financement")
        for item in found.fields.get(field, ())
    )


def test_labels_nobody_knows_open_sections_on_their_line():
    lines = [(TITLE, Nature.HEADING, 1)]
    lines += [
        (f"{heading} du projet : {text}", Nature.PARAGRAPH, 0)
        for heading, (_, text) in SECTIONS.items()
    ]
    found = recognise(document(*lines))[0]
    assert "fermeture de la scierie" in found.fields["contexte"][0].text
    assert "48 000" in found.fields["financement"][0].text
    assert "Ixelle" not in found.fields["financement"][0].text


def test_title_in_small_letters_stays_above_sections_in_capitals():
    lines = [("La tonnellerie du pont", Nature.PARAGRAPH, 0)]
    for heading, (_, text) in SECTIONS.items():
        lines += [(heading.upper(), Nature.PARAGRAPH, 0), (text, Nature.PARAGRAPH, 0)]
    assert recognise(document(*lines))[0].title == "La tonnellerie du pont"


def test_heading_of_several_meanings_is_chosen_by_its_text():
    done = {"Contexte": SECTIONS["Kalimba"][1], "Objectifs": SECTIONS["Torvel"][1]}
    done["Déroulement"] = SECTIONS["Bragane"][1]
    found = fiche(done | {"Réalisations": SECTIONS["Vernou"][1]})
    assert "240 fûts" in found.fields["resultats"][0].text


def test_meaning_taught_by_an_editor_is_the_only_one():
    HeadingVariant.objects.create(text="Réalisations", field="mise_en_oeuvre")
    found = fiche({"Contexte": SECTIONS["Kalimba"][1], "Réalisations": SECTIONS["Vernou"][1]})
    assert "240 fûts" in found.fields["mise_en_oeuvre"][0].text


def test_numbered_heading_keeps_its_number_with_it():
    lines = [(TITLE, Nature.HEADING, 1)]
    for number, heading in zip(("I", "II", "III"), list(SECTIONS)[:3], strict=True):
        lines += [(f"{number} – {heading}", Nature.PARAGRAPH, 0)]
        lines += [(SECTIONS[heading][1], Nature.PARAGRAPH, 0)]
    lines += [("VI – L’intention", Nature.PARAGRAPH, 0), ("Rompre l’isolement.", Nature.ITEM, 1)]
    fields = recognise(document(*lines))[0].fields
    assert "VI" not in " ".join(item.text for items in fields.values() for item in items).split()


@pytest.mark.parametrize(("heading", "whom"), [("Pour commencer", ""), ("Pour l’atelier", "siae")])
def test_purpose_is_no_beneficiary(heading, whom):
    assert side_of(heading) == whom


def test_word_that_looks_like_another_is_not_that_one():
    found = Lexicon().heading("Les fruits de l’action", strong=True)
    assert found is None or found.field != "perspectives"


def test_fiche_without_any_opening_line_has_nothing_to_read():
    assert read_headings([], Lexicon()) == {}
    assert WITHIN not in FIELDS


def test_words_are_learned_from_monographs(tmp_path, capsys):
    source, written = tmp_path / "fiches.yaml", tmp_path / "mots.txt"
    source.write_text(
        "monographies:\n"
        "- {id: un, contexte: Le tonnelage disparaissait.}\n"
        "- {id: deux, contexte: Le tonnelage manquait de bras.}\n",
        encoding="utf-8",
    )
    call_command("learn_sections", source, to=written)
    lines = written.read_text(encoding="utf-8").splitlines()
    assert "tonnelag\tcontexte 2" in lines
    # A word of a single monograph names its place or its trade.
    assert not any(line.startswith("bras\t") for line in lines)


def test_file_that_holds_no_monographs_is_refused(tmp_path):
    (tmp_path / "rien.yaml").write_text("autre: 1", encoding="utf-8")
    with pytest.raises(CommandError, match="n’est pas un fichier de monographies"):
        call_command("learn_sections", tmp_path / "rien.yaml")


def test_passage_of_one_word_nobody_knows_says_nothing():
    assert set(house_wording().scores(["Zzyx"]).values()) == {0.0}
