"""A synthetic bank of any size, in the database that the settings name: a throw-away one.

Rows are written in bulk, table by table, after the rows of one record that the site itself
saved: what a new migration adds is there without a word here.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from wagtail.models import Page

from catalogue.models import Keyword, Licence, Organisation, Record, RecordFile, ResourceKind
from catalogue.models.records import FILED_UNDER
from catalogue.models.searching import RecordText
from portal.benching.words import Writer, made_up
from portal.demo import page_loader, vocabularies
from resources.models import ResourceIndexPage, ResourcePage

CHUNK = 1_000
KEYWORDS = 400
BODY_WORDS, FILE_WORDS = 300, 400
# One record in ten is reserved, one in eight carries a file that was read.
LEVELS = ("public",) * 18 + ("members", "accredited")
FILE_EVERY = 8

Row = dict[str, object]


def prepare_site() -> None:
    """Tables, vocabularies, the pages of the site, one record: what all others look like."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        vocabularies.seed_vocabularies()
        vocabularies.seed_licences()
        vocabularies.seed_organisations()
        home = page_loader.seed_home()
        page_loader.seed_settings()
        page_loader.seed_indexes(home)
        page_loader.seed_pages(home)
        for rank in range(KEYWORDS):
            Keyword.objects.create(name=f"{made_up(rank)} {made_up(rank + 7)}")
        _first_record()


def _first_record() -> None:
    writer = Writer(0)
    page = ResourcePage(
        title="Fiche modèle",
        slug="fiche-0",
        summary=writer.words(30),
        purpose=writer.words(20),
        how_to_use=[writer.words(25)],
        resource_kind=ResourceKind.objects.first(),
        publisher=Organisation.objects.first(),
        licence=Licence.objects.first(),
    )
    ResourceIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def grow_to(size: int, progress: Callable[[int], None] = lambda done: None) -> None:
    """Add records until there are so many. Readers' counters and the index are left alone."""
    done = Record.objects.count()
    with transaction.atomic():
        plan = _Plan()
        for start in range(done, size, CHUNK):
            numbers = range(start, min(start + CHUNK, size))
            plan.store([plan.record(number) for number in numbers])
            progress(numbers.stop)
        plan.finish(size)


class _Plan:
    """What the rows of a record are made from, and where they go."""

    def __init__(self):
        self.model = ResourcePage.objects.get(slug="fiche-0")
        self.parent = ResourceIndexPage.objects.get()
        self.tables = [Page, Record, ResourcePage]
        self.templates = {model: _row_of(model, self.model.pk) for model in self.tables}
        self.terms = {
            name: list(Record._meta.get_field(name).related_model.objects.values_list("pk"))
            for name in FILED_UNDER
        }
        self.kinds = list(ResourceKind.objects.values_list("pk", flat=True))
        self.keywords = list(Keyword.objects.values_list("pk", flat=True))
        self.first_key = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        self.first_number = Record.objects.count()

    def record(self, number: int) -> "_Made":
        return _Made(self, number)

    def store(self, made: list["_Made"]) -> None:
        for model in self.tables:
            _insert(model._meta.db_table, [one.row(model) for one in made])
        texts = [RecordText(record_id=one.key, body=one.body) for one in made]
        RecordText.objects.bulk_create(texts, batch_size=CHUNK)
        for name in FILED_UNDER:
            through = Record._meta.get_field(name).remote_field.through
            target = Record._meta.get_field(name).m2m_reverse_name()
            rows = [
                {"record_id": one.key, target: term} for one in made for term in one.terms(name)
            ]
            _insert(through._meta.db_table, rows)
        links = Record._meta.get_field("keywords").remote_field.through
        rows = [
            {"tag_id": tag, "content_object_id": one.key} for one in made for tag in one.keywords()
        ]
        _insert(links._meta.db_table, rows)
        files = [file for one in made for file in one.files()]
        RecordFile.objects.bulk_create(files, batch_size=CHUNK)

    def finish(self, size: int) -> None:
        """The list knows how many pages it has; the database, which keys are taken."""
        ResourceIndexPage.objects.filter(pk=self.parent.pk).update(numchild=size)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(sql)


class _Made:
    """One record: everything that depends on its number, and only on it."""

    def __init__(self, plan: _Plan, number: int):
        self.plan, self.number = plan, number
        self.key = plan.first_key + number - plan.first_number
        self.writer = writer = Writer(number)
        self.draw = writer.draw
        self.title = writer.words(6).rstrip(".")[:200]
        self.summary = writer.words(30)[:400]
        self.purpose = writer.words(30)[:400]
        self.lines = [writer.words(18) for _line in range((BODY_WORDS - 30) // 18)]
        self.body = " ".join([self.purpose, *self.lines])

    def row(self, model: type[models.Model]) -> Row:
        row = dict(self.plan.templates[model])
        if model is Page:
            row |= self._page()
        elif model is Record:
            row |= {
                "page_ptr_id": self.key,
                "identifier": _uuid(uuid.UUID(int=self.number)),
                "summary": self.summary,
                "access_level": self.draw.choice(LEVELS),
                "source_year": 2000 + self.number % 26,
            }
        else:
            row |= {
                "record_ptr_id": self.key,
                "purpose": self.purpose,
                "how_to_use": "\n".join(self.lines),
                "resource_kind_id": _skewed(self.draw, self.plan.kinds),
            }
        return row

    def _page(self) -> Row:
        parent, slug = self.plan.parent, f"fiche-{self.number}"
        path = Page._get_path(parent.path, parent.depth + 1, self.number + 1)
        published = self.plan.model.first_published_at - timedelta(minutes=self.number)
        return {
            "id": self.key,
            "path": path,
            "url_path": f"{parent.url_path}{slug}/",
            "title": self.title,
            "draft_title": self.title,
            "slug": slug,
            "numchild": 0,
            "translation_key": _uuid(uuid.UUID(int=self.number)),
            "latest_revision_id": None,
            "live_revision_id": None,
            "first_published_at": connection.ops.adapt_datetimefield_value(published),
        }

    def terms(self, name: str) -> set[int]:
        choices = [pk for (pk,) in self.plan.terms[name]]
        return {_skewed(self.draw, choices) for _choice in range(self.draw.randint(1, 3))}

    def keywords(self) -> set[int]:
        return {_skewed(self.draw, self.plan.keywords) for _choice in range(4)}

    def files(self) -> Iterator[RecordFile]:
        if self.number % FILE_EVERY == 0:
            yield RecordFile(
                record_id=self.key,
                label="Document",
                label_key="document",
                file=f"fiches/{self.number}.pdf",
                extension="pdf",
                size=120_000,
                text=self.writer.words(FILE_WORDS),
                text_state="read",
            )


def _skewed(draw, choices: list[int]) -> int:
    """The first ones are chosen more often."""
    return choices[int(len(choices) * draw.random() ** 2)]


def _uuid(value: uuid.UUID) -> object:
    return value if connection.features.has_native_uuid_field else value.hex


def _row_of(model: type[models.Model], key: int) -> Row:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        quote = connection.ops.quote_name
        cursor.execute(f"SELECT * FROM {quote(table)} WHERE {quote(column)} = %s", [key])  # noqa: S608
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def _insert(table: str, rows: list[Row]) -> None:
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, rows[0]))
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(sql, [list(row.values()) for row in rows])
