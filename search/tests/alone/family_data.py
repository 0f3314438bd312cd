"""The books of the family's own tests (their fixture is not in the installed package)."""

from datetime import date, time

from modelsearch.test.testapp import models

AUTHORS = {
    1: ("George R.R. Martin", date(1948, 9, 20)),
    2: ("J. R. R. Tolkien", date(1892, 1, 3)),
    4: ("Isaac Asimov", date(1920, 1, 2)),
    5: ("David Ascher", None),
    6: ("Mark Lutz", None),
    7: ("Daniel Roy Greenfeld", None),
    8: ("Audrey Roy Greenfeld", None),
    9: ("Douglas Crockford", None),
    10: ("David Flanagan", None),
    11: ("Steve Klabnik", None),
    12: ("Carol Nichols", None),
    13: ("Jim Blandy", None),
    14: ("Jason Orendorff", None),
}
# Key: title, date, pages, authors.
BOOKS = {
    1: ("A Game of Thrones", date(1996, 8, 1), 694, [1]),
    2: ("A Clash of Kings", date(1998, 1, 1), 768, [1]),
    3: ("A Storm of Swords", date(2000, 1, 1), 973, [1]),
    4: ("The Fellowship of the Ring", date(1954, 7, 29), 423, [2]),
    5: ("The Two Towers", date(1954, 11, 11), 352, [2]),
    6: ("The Return of the King", date(1955, 10, 20), 440, [2]),
    7: ("The Hobbit", date(1937, 9, 21), 320, [2]),
    10: ("Foundation", date(1951, 1, 1), 255, [4]),
    11: ("Learning Python", date(1999, 1, 1), 1160, [5, 6]),
    12: ("Two Scoops of Django 1.11", date(2017, 4, 26), 556, [7, 8]),
    13: ("JavaScript: The good parts", date(2008, 5, 18), 172, [9]),
    14: ("JavaScript: The Definitive Guide", date(1998, 6, 11), 792, [10]),
    15: ("The Rust Programming Language", date(2018, 5, 22), 440, [11, 12]),
    16: ("Programming Rust", date(2017, 12, 1), 622, [13, 14]),
}
SETTINGS = dict.fromkeys((1, 2, 3), "Westeros") | dict.fromkeys((4, 5, 6, 7), "Middle Earth")
SETTINGS[10] = "Galactic Empire"
LANGUAGES = {11: "py", 12: "py", 13: "js", 14: "js", 15: "rs"}
# Key: name, novel.
CHARACTERS = {
    1: ("Daenerys Targaryen", 1),
    2: ("Jon Snow", 1),
    3: ("Eddard Stark", 1),
    4: ("Daenerys Targaryen", 2),
    5: ("Jon Snow", 2),
    6: ("Daenerys Targaryen", 3),
    7: ("Jon Snow", 3),
    8: ("Frodo Baggins", 4),
    9: ("Bilbo Baggins", 4),
    10: ("Gandalf", 4),
    11: ("Frodo Baggins", 5),
    12: ("Bilbo Baggins", 5),
    13: ("Gandalf", 5),
    14: ("Frodo Baggins", 6),
    15: ("Bilbo Baggins", 6),
    16: ("Gandalf", 6),
    17: ("Bilbo Baggins", 7),
    18: ("Thorin Oakenshield", 7),
    19: ("Hari Seldon", 10),
    20: ("Salvor Hardin", 10),
}
PROTAGONISTS = {4: 8, 5: 11, 6: 14, 7: 17}
MEETINGS = {
    1: ("Breakfast yoga", time(8, 0)),
    2: ("Stand-up meeting", time(10, 0)),
    3: ("Evening yoga", time(19, 30)),
}
ANIMALS = [
    {
        "data": {"name": "Animal"},
        "children": [
            {
                "data": {"name": "Mammal"},
                "children": [{"data": {"name": "Dog"}}, {"data": {"name": "Cat"}}],
            },
            {"data": {"name": "Reptile"}, "children": [{"data": {"name": "Snake"}}]},
        ],
    }
]


def create() -> None:
    """Fill the family's test models."""
    for key, (name, born) in AUTHORS.items():
        models.Author.objects.create(pk=key, name=name, date_of_birth=born)
    for key, (title, published, pages, authors) in BOOKS.items():
        _book(key, title=title, publication_date=published, number_of_pages=pages).authors.set(
            authors
        )
    for key, (name, novel) in CHARACTERS.items():
        models.Character.objects.create(pk=key, name=name, novel_id=novel)
    for novel, character in PROTAGONISTS.items():
        models.Novel.objects.filter(pk=novel).update(protagonist=character)
    for key, (name, start) in MEETINGS.items():
        models.Meeting.objects.create(pk=key, name=name, start_time=start)
    item = models.AgendaItem.objects.create(meeting_id=2, topic="Roadmap")
    models.Speaker.objects.create(agenda_item=item, name="Arthur Conan Doyle")
    models.UnindexedBook.objects.create(
        title="A Game of Thrones", publication_date=date(1996, 8, 1), number_of_pages=694
    )
    for model in (models.MPAnimal, models.NSAnimal):
        model.load_bulk(ANIMALS)


def _book(key: int, **fields) -> models.Book:
    if key in SETTINGS:
        return models.Novel.objects.create(id=key, setting=SETTINGS[key], **fields)
    if key in LANGUAGES:
        language = LANGUAGES[key]
        return models.ProgrammingGuide.objects.create(
            id=key, programming_language=language, **fields
        )
    return models.Book.objects.create(id=key, **fields)
