"""A small book, with everything a book may hold."""

import datetime
from dataclasses import replace

from exports import composing as write
from exports.blocks import Table
from exports.books.charts import Bar, bar_chart
from exports.books.model import (
    Annex,
    Article,
    Book,
    Chapter,
    Cover,
    Definitions,
    References,
    at,
    pages_of,
)

COVER = Cover(
    "Apprendre en travaillant", "Trois pratiques", "Les Ateliers", datetime.date(2026, 11, 21)
)
TITLES = ("Tailler une haie", "Semer en godets", "Monter un mur")
# Enough to run over a page.
LONG = [f"Un point qui se vérifie sur place, numéro {number}." for number in range(40)]


def make_article(number: int, title: str = "", **fields) -> Article:
    blocks = (
        *write.lead("L’essentiel en une phrase."),
        *write.facts([("Lieu", "Laon")]),
        *write.heading("Les étapes"),
        *write.steps([("Regarder", "Nid, câble."), ("Tailler", "")]),
        *write.heading("Les objectifs", 2),
        *write.items(LONG if number == 1 else LONG[:3]),
        *write.box("Un encadré", write.paragraphs("Dedans.")),
        *write.pair(write.heading("À gauche"), write.heading("À droite")),
    )
    values = {
        "key": f"fiche-{number}",
        "title": title or TITLES[number - 1],
        "label": "Monographie",
        "blocks": blocks,
        "source": write.said("Source : un guide."),
        "url": "https://portail.example/id/1/",
    }
    return Article(**(values | fields))


def make_book(**fields) -> Book:
    articles = [make_article(number) for number in (1, 2, 3)]
    keys = [article.key for article in articles]
    heads = tuple(map(write.said, ("Fiche", "Page")))
    rows = tuple((write.said(each.title), pages_of([each.key])) for each in articles)
    book = Book(
        COVER,
        tuple(write.paragraphs("Un premier paragraphe.\n\nUn second.")),
        (
            Chapter("partie-1", "Jardiner", tuple(articles[:2]), tuple(write.paragraphs("Ici."))),
            Chapter("partie-2", "Bâtir", (articles[2],)),
        ),
        front=(Annex("chiffres", "Les chiffres", (chart(), *write.figures([("3", "fiches")]))),),
        annexes=(
            Annex("glossaire", "Glossaire", (meanings(keys[:1]),)),
            Annex(
                "index",
                "Index",
                (*write.heading("Par structure"), References((at("Les Ateliers", keys),))),
            ),
            Annex("sources", "Sources", (Table(write.said("Sources"), heads, rows, (80, 20)),)),
        ),
    )
    return replace(book, **fields)


def chart():
    return bar_chart("En heures", [Bar("formation", "40 heures", 40), Bar("appui", "8 heures", 8)])


def meanings(keys) -> Definitions:
    return Definitions(((write.said("AFEST"), at("Apprendre en faisant", keys)),))
