"""Each passage of a fiche goes to its field, whatever the network that wrote it."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from catalogue.models import Department, Device, Region, Theme
from monographs.importing.document import Block, Nature, SourceDocument
from monographs.importing.extracting import markdown, plain
from monographs.importing.extracting.collecting import Collected
from monographs.importing.printing import as_dict
from monographs.importing.recognising import recognise
from monographs.importing.recognising.models import HeadingVariant
from monographs.models import MonographPage
from monographs.tests.fiche_writer import FIELDS, FORMATS, PERSONAL, QUOTE, corpus, texts, words

pytestmark = pytest.mark.django_db


def read(path: Path) -> SourceDocument:
    """The blocks of a text of ours, without a process of its own for each."""
    found = Collected(20)
    structured = {".txt": plain.read, ".md": markdown.read}[path.suffix](path, found)
    return SourceDocument(tuple(found.blocks), path.suffix[1:], structured)


def recognised(text: str, folder: Path, extension: str = "txt") -> list[dict]:
    path = folder / f"fiche.{extension}"
    path.write_text(text, encoding="utf-8")
    return [as_dict(fiche) for fiche in recognise(read(path))]


def lines(*texts: str) -> SourceDocument:
    return SourceDocument(tuple(Block(text) for text in texts), "txt")


@pytest.fixture(scope="module")
def shares(tmp_path_factory, django_db_setup, django_db_blocker):
    """Words of each field found in it, and all its words, by format; what personal data is left."""
    folder = tmp_path_factory.mktemp("fiches")
    placed: Counter = Counter()
    every: Counter = Counter()
    left: list[str] = []
    with django_db_blocker.unblock():
        for name, (write, extension) in FORMATS.items():
            for number, entry in enumerate(corpus()[:: 1 if name == "fnars" else 2], start=1):
                fiches = recognised(write(entry, number), folder, extension)
                assert len(fiches) == 1
                left += [
                    word for word in PERSONAL if word in json.dumps(fiches, ensure_ascii=False)
                ]
                for field in ("titre", *FIELDS):
                    written = entry.get(field) or ""
                    written = (
                        written.get("texte", "") if field == "financement" and written else written
                    )
                    wanted = Counter(words(" ".join(texts(written))))
                    found = Counter(words(" ".join(texts(fiches[0][field]))))
                    every[name, field] += wanted.total()
                    placed[name, field] += (wanted & found).total()
    return placed, every, left


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("field", ["titre", *FIELDS])
def test_words_of_the_corpus_go_to_their_field(shares, name, field):
    placed, every, _ = shares
    assert every[name, field]
    assert placed[name, field] >= 0.95 * every[name, field]


def test_nobody_is_named_in_what_is_left(shares):
    assert shares[2] == []


def test_a_quotation_keeps_the_function_of_who_speaks(tmp_path):
    entry = corpus()[0]
    [fiche] = recognised(FORMATS["fnars"][0](entry), tmp_path)
    [quote] = [text for text in fiche["a_classer"] if QUOTE in " ".join(text.split())]
    assert quote.endswith("Directeur")


def test_title_learnt_from_an_editor_acts_at_once():
    document = lines(
        "Un titre", "La météo du projet", "Tout se passe bien dans cet atelier de menuiserie."
    )
    assert as_dict(recognise(document)[0])["resultats"] == []
    HeadingVariant.objects.create(text="La MÉTÉO du projet :", field="resultats")
    assert as_dict(recognise(document)[0])["resultats"] != []


def test_variant_for_titles_alone_opens_nothing_on_a_line():
    HeadingVariant.objects.create(text="Météo", field="resultats", inline=False)
    document = lines("Un titre", "Météo : tout se passe bien dans cet atelier.")
    assert as_dict(recognise(document)[0])["resultats"] == []


def test_reading_does_without_a_database(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("no such table")

    monkeypatch.setattr(HeadingVariant.objects, "values_list", broken)
    monkeypatch.setattr(Theme.objects, "all", broken)
    [fiche] = recognise(lines("Un titre de fiche", "Objectifs", "Former les salariés du chantier."))
    assert as_dict(fiche)["objectifs"] == ["Former les salariés du chantier."]
    assert fiche.terms == ()


def test_heading_and_its_text_on_one_line():
    document = lines(
        "Une laverie solidaire en atelier",
        "Objectif : créer une activité durable.",
        "Public : dix salariés en insertion.",
        "Difficultés : la saison creuse oblige à chercher autre chose.",
        "Perspectives : laver aussi pour les cantines.",
    )
    fiche = as_dict(recognise(document)[0])
    assert fiche["titre"] == "Une laverie solidaire en atelier"
    assert fiche["objectifs"] == ["Créer une activité durable."]
    assert fiche["public_cible"] == "Dix salariés en insertion."
    assert fiche["points_de_vigilance"] == ["La saison creuse oblige à chercher autre chose."]
    assert fiche["perspectives"] == ["Laver aussi pour les cantines."]


def test_review_without_sub_heading_is_shared_by_sense():
    document = lines(
        "UNE ACTION DE CHANTIER",
        "OBJECTIFS",
        "Former les salariés.",
        "BILAN ET PERSPECTIVES",
        "L’action a permis de renforcer le réseau local.",
        "La principale difficulté a été le manque de temps :",
        "À l’avenir, l’équipe souhaite étendre l’action à deux communes.",
    )
    fiche = as_dict(recognise(document)[0])
    assert fiche["resultats"] == ["L’action a permis de renforcer le réseau local."]
    assert fiche["points_de_vigilance"] == ["La principale difficulté a été le manque de temps :"]
    assert len(fiche["perspectives"]) == 1
    assert fiche["confiances"]["perspectives"] < 0.7
    assert any("bilan" in remark for remark in fiche["remarques"])


def test_text_without_any_known_heading_is_kept_whole():
    document = lines(
        "Le chantier aux étoiles",
        "Le ciel était clair ce matin sur les toits de la ville endormie.",
    )
    fiche = as_dict(recognise(document)[0])
    assert fiche["titre"] == "Le chantier aux étoiles"
    assert fiche["a_classer"] == [
        "Le ciel était clair ce matin sur les toits de la ville endormie."
    ]
    assert any("Aucun titre de rubrique" in remark for remark in fiche["remarques"])


def test_fiches_that_follow_one_another_are_told_apart(tmp_path):
    entries = corpus()[:3]
    text = "\n".join(
        FORMATS["dreets"][0](entry, number) for number, entry in enumerate(entries, start=1)
    )
    fiches = recognised(text, tmp_path, "md")
    assert [fiche["titre"] for fiche in fiches] == [entry["titre"] for entry in entries]


def test_two_mixed_fiches_are_given_back_their_ends(tmp_path):
    """The end of the first stands in the middle of the second, as in the collection of 2012."""
    first, second = (
        FORMATS["fnars"][0](entry, at) for at, entry in enumerate(corpus()[1:3], start=1)
    )
    cut = first.index("LES CLES DE LA REUSSITE")
    head, tail = second.split("\f")
    mixed = first[:cut] + "\f" + head + "\f " + first[cut:] + "\f " + tail
    fiches = recognised(mixed, tmp_path)
    assert len(fiches) == 2
    assert fiches[0]["structure"]["nom"] == corpus()[1]["structure"]["nom"]
    assert set(words(" ".join(corpus()[1]["leviers"]))) <= set(
        words(" ".join(fiches[0]["leviers"]))
    )
    assert all(any("mêlées" in remark for remark in fiche["remarques"]) for fiche in fiches)


def test_amounts_and_figures_are_told_apart():
    document = lines(
        "UNE ACTION DE CHANTIER",
        "RESULTATS OBTENUS",
        "Près de 40 % des salariés formés, soit une cinquantaine de personnes en 2O1O.",
        "FINANCEMENT DE L’ACTION",
        "En 2011, 53 000 € - Financeurs : CA Valenciennes Métropole et FSE",
    )
    fiche = as_dict(recognise(document)[0])
    assert fiche["financement"]["montants"] == [
        {"montant": "53000", "annee": "2011", "financeurs": "CA Valenciennes Métropole et FSE"}
    ]
    figures = {(one["valeur"], one["unite"]): one for one in fiche["chiffres_cles"]}
    assert figures["40", "%"]["approx"] == "1"
    assert figures["50", "personnes"]["periode"] == "2010"


def test_terms_of_the_vocabularies_are_proposed_with_their_reason():
    region = Region.objects.create(label="Hauts-de-France", code="32")
    Department.objects.create(label="Nord", code="59", region=region)
    Device.objects.create(label="Période d’immersion", synonyms="immersion en entreprise")
    Device.objects.create(label="Accompagnement dans l’emploi")
    document = lines(
        "DES IMMERSIONS POUR TOUS",
        "Les Jardins du Lien - Valenciennes (59)",
        "OBJECTIFS",
        "Proposer des immersions en entreprise à chaque salarié.",
        "Préparer un accompagnement dans l'emploi.",
    )
    [fiche] = recognise(document)
    found = {(term.vocabulary, term.label): term.because for term in fiche.terms}
    assert found["devices", "Période d’immersion"] == "immersions en entreprise"
    assert found["devices", "Accompagnement dans l’emploi"] == "accompagnement dans l'emploi"
    assert ("departments", "Nord") in found


def test_every_item_says_how_sure_and_where():
    blocks = (
        Block("Un titre de fiche", Nature.HEADING, 1),
        Block("Objectifs", Nature.HEADING, 2),
        Block("Former", Nature.ITEM, 1),
    )
    [fiche] = recognise(SourceDocument(blocks, "docx", structured=True))
    [item] = fiche.fields["objectifs"]
    assert item.blocks == (2,)
    assert item.confidence == 1


class TestCommand:
    def test_prints_only_json_and_writes_nothing(self, tmp_path, capsys):
        path = tmp_path / "fiche.md"
        path.write_text(FORMATS["dreets"][0](corpus()[0]), encoding="utf-8")
        call_command("import_fiche", path, tmp_path / "absent.pdf", dry_run=True, json=True)
        fiche, absent = json.loads(capsys.readouterr().out)
        assert fiche["fichier"] == "fiche.md"
        assert fiche["titre"] == corpus()[0]["titre"]
        assert set(absent) == {"fichier", "erreur"}
        assert not MonographPage.objects.exists()

    def test_fails_only_when_no_file_could_be_read(self, tmp_path, capsys):
        with pytest.raises(CommandError):
            call_command("import_fiche", tmp_path / "absent.pdf", dry_run=True, json=True)
        assert json.loads(capsys.readouterr().out)[0]["fichier"] == "absent.pdf"

    def test_tells_people_in_french(self, tmp_path, capsys):
        path = tmp_path / "fiche.md"
        path.write_text(FORMATS["dreets"][0](corpus()[0]), encoding="utf-8")
        call_command("import_fiche", path, dry_run=True)
        told = capsys.readouterr().out
        assert "Points de vigilance" in told
        assert "(sûr)" in told
