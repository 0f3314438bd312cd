"""Fixtures of the exports, usable with the settings of the site or on their own."""

import datetime
import os
from pathlib import Path

import django
import pytest
from django.conf import settings

if not os.environ.get("DJANGO_SETTINGS_MODULE") and not settings.configured:
    folder = Path(__file__).resolve().parents[2] / "templates"
    engine = "django.template.backends.django.DjangoTemplates"
    settings.configure(TEMPLATES=[{"BACKEND": engine, "DIRS": [folder]}])
    django.setup()

from exports.document import Document, Meta

CONTENT = [
    {"p": "Ce livret suit **une tâche** de taille de haie."},
    {"fields": ["Prénom et nom", "Structure", "Ce que je veux savoir faire en sortant d’ici"]},
    {"h": "Comment noter"},
    {
        "scale": [
            {"code": "1", "label": "Imitation", "text": "Je fais comme on m’a montré."},
            {"code": "2", "label": "Adaptation", "text": "Je fais sans aide."},
            {"code": "3", "label": "Transposition", "text": "J’explique à un autre."},
        ]
    },
    {"h": "Avant de tailler"},
    {"check": ["Lunettes et gants sont portés", "La zone est balisée"]},
    {"steps": [{"title": "Regarder", "text": "Nid, câble, fil de fer."}, {"title": "Tailler"}]},
    {"h3": "Les gestes"},
    {
        "table": {
            "caption": "Ce que l’on observe",
            "headers": ["", "Éval. 1", "Remarque"],
            "rows": [["Côtés d’aplomb", "2", "Propre"], ["Dessus droit", "", ""]],
            "widths": [50, 15, 35],
            "row_header": True,
            "blank_rows": 2,
        }
    },
    {"ul": ["Un déchet au sol", "Un outil rangé"]},
    {"ol": ["Affûter", "Désinfecter"]},
    {"note": "Pas de taille au printemps sans avoir cherché les nids."},
    {"page": True},
    {"h": "Bilan"},
    {"lines": {"label": "Ce que j’ai appris", "count": 3}},
    {"signatures": ["La personne", "L’encadrant technique"]},
]
SHEET = {
    "name": "Suivi",
    "intro": "Une ligne par tâche. Les exemples sont inventés.",
    "columns": [
        {"title": "Tâche", "width": 30, "help": "Un geste que l’on voit"},
        {"title": "Niveau", "width": 14, "help": "Choisir", "choices": ["Imitation", "Adaptation"]},
        {"title": "Heures", "width": 10},
        {"title": "Coût (€)", "width": 12},
        {"title": "Vu le", "width": 13},
    ],
    "rows": [
        ["Tailler une haie", "Adaptation", 3, 12.5, datetime.date(2026, 9, 15)],
        ["-2 dents cassées sur la lame", "", 1.5, 4, ""],
        ["Total", "", "=SUM(C5:C9)", "=SUM(D5:D9)", ""],
    ],
    "blank_rows": 3,
}


@pytest.fixture
def meta():
    """The facts printed around the content."""
    return Meta(
        title="Livret de suivi\u00a0: taille de haie",
        publisher="CHANTIER école & amis",
        licence_label="CC BY-SA 4.0",
        version="1.2",
        date=datetime.date(2026, 9, 1),
        url="https://portail.example.org/ressources/taille-de-haie/?a=1&b=2",
    )


@pytest.fixture
def make_text():
    """Build a text document from blocks."""

    def make(content=CONTENT, **values):
        description = {"label": "Livret à imprimer", "formats": ["pdf", "docx", "odt"]}
        return Document.from_dict({**description, "content": content, **values})

    return make


@pytest.fixture
def make_book():
    """Build a workbook from one sheet, some of whose values are replaced."""

    def make(*others, **values):
        description = {"label": "Tableau de suivi", "formats": ["xlsx", "ods"]}
        return Document.from_dict({**description, "sheets": [{**SHEET, **values}, *others]})

    return make
