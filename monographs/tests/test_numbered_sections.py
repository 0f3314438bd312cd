"""Sections told by their numbers, and lines that only lead to a list."""

import pytest

from monographs.importing.extracting import read_document
from monographs.importing.recognising import recognise

pytestmark = pytest.mark.django_db

NUMBERED = """LE VERGER QUI FORME

1. Le point de départ
Le verger communal était en friche et personne ne taillait plus les pommiers.

2. Ce que nous cherchions
• Former dix salariés à la taille
• Rendre le verger aux habitants

3. Le travail, pas à pas
3.1 Avant l’hiver
Deux journées servent à marquer les arbres avec un pépiniériste.
3.2 Pendant l’hiver
Chaque salarié taille un arbre sous le regard de l’encadrante.

4. Le budget
La commune verse 12 000 euros et le département 8 000 euros.

5. La suite
Un second verger sera rendu aux habitants.
"""

STEPS = """LE VERGER QUI FORME

CONTEXTE
Le verger communal était en friche et personne ne taillait plus les pommiers.

MISE EN ŒUVRE
1. Marquer les arbres
Un pépiniériste vient deux jours avant l’hiver.
2. Tailler
Chaque salarié taille un arbre.
3. Ramasser
Le bois est broyé sur place.
4. Montrer
Les habitants viennent un samedi.

RÉSULTATS
Dix salariés savent tailler un arbre fruitier.
"""


def read(tmp_path, text):
    path = tmp_path / "fiche.txt"
    path.write_text(text, encoding="utf-8")
    (fiche,) = recognise(read_document(path))
    return {key: " ".join(item.text for item in items) for key, items in fiche.fields.items()}


def test_lines_numbered_through_the_fiche_open_its_sections(tmp_path):
    fields = read(tmp_path, NUMBERED)
    assert "friche" in fields["contexte"]
    assert "Former dix salariés" in fields["objectifs"]
    assert "pépiniériste" in fields["mise_en_oeuvre"]
    assert "regard de l’encadrante" in fields["mise_en_oeuvre"]
    assert "12 000 euros" in fields["financement"]


def test_numbered_steps_stay_in_their_section_where_headings_bear_no_number(tmp_path):
    fields = read(tmp_path, STEPS)
    for word in ("Marquer", "broyé", "samedi"):
        assert word in fields["mise_en_oeuvre"]
    assert "savent tailler" in fields["resultats"]


def test_a_line_that_leads_to_a_list_opens_nothing_where_headings_are_in_capitals(tmp_path):
    lead_ins = "Il a pour mission de :\n- veiller\n- tailler\n\n"
    text = STEPS.replace("RÉSULTATS", f"{lead_ins}Les freins :\nLe froid.\n\nRÉSULTATS")
    assert "veiller" in read(tmp_path, text)["mise_en_oeuvre"]
