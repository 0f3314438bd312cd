"""« Mode chantier »: black and white, large, one task a page, drawings that say what they show."""

import re
from pathlib import Path

import pypdfium2
import pytest

from exports.composing import said
from exports.pictograms import GESTURE, PICTOGRAMS, pictogram_for
from exports.site import SiteSheet, Task, render_site, site_html
from exports.structure import faults_of, tags_of

CSS = (Path(__file__).parents[1] / "print-site.css").read_text(encoding="utf-8")
URL = "https://portail.example.org/en-vigueur/ABCDEFGHJK/"
TASKS = (
    Task(said("Baliser la zone"), said("Cônes et panneaux.")),
    Task(said("Tondre"), points=(said("Couper le moteur"), said("Vider le bac"))),
)


def sheet(tasks=TASKS) -> SiteSheet:
    return SiteSheet("Fiche technique", said("Tondre sans danger."), tasks, URL)


def test_each_task_has_its_page_after_the_list_of_them_all(meta):
    data, count = render_site(sheet(), meta)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert len(pages) == count == 3
    assert "Baliser la zone" in pages[0]
    assert "Tondre" in pages[0]
    assert "Cônes et panneaux" in pages[1]
    assert "Vider le bac" in pages[2]
    assert "2 sur 2" in pages[2]


def test_a_first_page_that_runs_over_is_set_tighter(meta):
    tasks = tuple(Task(said(f"Une tâche, la numéro {i}")) for i in range(8))
    long = SiteSheet("Monographie", said("Ce que l’on a fait. " * 17), tasks, URL)
    data, count = render_site(long, meta)
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert count == 9
    assert "encore bonne" in first


def test_the_tags_are_sound_and_each_drawing_says_what_it_shows(meta):
    data, _count = render_site(sheet(), meta)
    assert faults_of(data, f"{meta.title}, mode chantier") == []
    alts = [tag.alt for tags in tags_of(data) for top in tags for tag in top.walk() if tag.alt]
    assert alts == [f"Code à scanner\u00a0: il ouvre {URL}", "Attention", "Faire"]


def test_no_type_is_under_sixteen_points():
    sizes = [float(size) for size in re.findall(r"([\d.]+)pt(?:/[\d.]+)? \"Atkinson", CSS)]
    sizes += [float(size) for size in re.findall(r"font-size: ([\d.]+)pt", CSS)]
    assert len(sizes) > 5
    assert min(sizes) >= 16


def test_everything_is_black_on_white(meta):
    drawn = CSS + site_html(sheet(), meta)
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", drawn)) <= {"#000", "#fff", "#FFF"}


def test_room_to_write_is_left_on_every_task(meta):
    long = (Task(said("Faire"), said("Un long texte. " * 120)),)
    for tasks in (TASKS, long):
        page = site_html(sheet(tasks), meta)
        assert page.count('<div class="line"></div>') >= 4 * len(tasks)


def test_markup_in_a_task_is_printed_as_it_stands(meta):
    page = site_html(sheet((Task(said("<img src=x>"), said("{{ 7 }}")),)), meta)
    assert "<img" not in page
    assert "{{ 7 }}" in page


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Contrôler son travail", "Vérifier"),
        ("Écrire le compte rendu", "Écrire"),
        ("S’équiper et se protéger", "Attention"),
        ("Tondre une pelouse", "Faire"),
        ("", "Faire"),
        ("日本語 🙂", "Faire"),
    ],
)
def test_the_words_call_the_drawing(title, label):
    assert pictogram_for(title).label == label


def test_the_title_speaks_before_the_text():
    assert pictogram_for("Nettoyer la lame", "avec des gants").label == "Nettoyer et ranger"


def test_every_drawing_has_words_of_its_own():
    labels = [drawing.label for drawing in (*PICTOGRAMS, GESTURE)]
    assert len(set(labels)) == len(labels)
    assert all(drawing.roots for drawing in PICTOGRAMS)
