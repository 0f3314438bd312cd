"""Every way a text can change: once the queue is drained, the search knows."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from catalogue.merging import merge_keywords, merge_terms
from catalogue.models import Keyword, Organisation, Record, RecordFile, Theme
from catalogue.signals import content_changed
from portal.models import GlossaryEntry
from portal.tests.searching import found
from referentials.models import Competency
from search import queue
from search.indexing import WhooshIndex
from search.models import IndexChange, IndexState
from tests import builders, search_index
from tests.builders import make_file, make_monograph, make_resource, make_term, publish
from tests.search_world import give_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]


@pytest.fixture(scope="module")
def empty(module_data, tmp_path_factory):
    builders.make_site()
    return search_index.build(tmp_path_factory.mktemp("built") / "search")


@pytest.fixture
def index(empty, tmp_path):
    with search_index.copy_of(empty, tmp_path / "search"):
        yield


@pytest.fixture
def sheet(index) -> Record:
    """A sheet with a theme, a keyword and a file, all of them indexed."""
    page = make_resource(title="Fiche", themes=[make_term(Theme, "Ancienne")])
    page.keywords.add(Keyword.objects.create(name="rabot"))
    page = publish(page)
    give_text(make_file(page, "Livret"), "Varlope.")
    search_index.empty_queue()
    return page


def theme() -> Theme:
    return Theme.objects.get(label="Ancienne")


def rename_theme(page) -> None:
    term = theme()
    term.label = "Nouvelle"
    term.save()


def merge_themes(page) -> None:
    merge_terms(make_term(Theme, "Nouvelle"), [theme()])


def rename_keyword(page) -> None:
    keyword = Keyword.objects.get(name="rabot")
    keyword.name = "nouvelle"
    keyword.save()


def merge_two_keywords(page) -> None:
    merge_keywords(
        Keyword.objects.create(name="nouvelle"), list(Keyword.objects.filter(name="rabot"))
    )


def add_keyword(page) -> None:
    page.keywords.add(Keyword.objects.create(name="nouvelle"))
    publish(page)


def rename_kind(page) -> None:
    page.resource_kind.label = "Nouvelle"
    page.resource_kind.save()


def file_from_the_other_side(page) -> None:
    make_term(Theme, "Nouvelle").records.add(page.record_ptr)


def add_file(page) -> None:
    make_file(page, "Nouvelle")


def read_file(page) -> None:
    item = give_text(page.files.get(), "Nouvelle.")
    content_changed.send(RecordFile, keys=[item.pk])


def replace_file(page) -> None:
    give_text(make_file(page, "Livret"), "Nouvelle.")


def relabel_file(page) -> None:
    item = page.files.get()
    item.label = "Nouvelle"
    item.save()


def edit_body(page) -> None:
    page.purpose = "Nouvelle."
    publish(page)


ARRIVALS = [
    rename_theme,
    merge_themes,
    rename_keyword,
    merge_two_keywords,
    add_keyword,
    rename_kind,
    file_from_the_other_side,
    add_file,
    read_file,
    replace_file,
    relabel_file,
    edit_body,
]
DEPARTURES = {
    "theme deleted": ("ancienne", lambda page: theme().delete()),
    "theme cleared from its side": ("ancienne", lambda page: theme().records.clear()),
    "theme left from its side": ("ancienne", lambda page: theme().records.remove(page.record_ptr)),
    "theme renamed": ("ancienne", rename_theme),
    "keyword deleted": ("rabot", lambda page: Keyword.objects.get(name="rabot").delete()),
    "keyword renamed": ("rabot", rename_keyword),
    "file deleted": ("varlope", lambda page: page.files.get().delete()),
    "file replaced": ("varlope", replace_file),
    "page deleted": ("fiche", lambda page: page.delete()),
}


@pytest.mark.parametrize("change", ARRIVALS, ids=lambda change: change.__name__)
def test_new_word_is_found(sheet, change):
    assert found("nouvelle") == set()
    change(sheet)
    search_index.empty_queue()
    assert found("nouvelle") == {"Fiche"}


@pytest.mark.parametrize("name", DEPARTURES)
def test_former_word_is_found_no_more(sheet, name):
    word, change = DEPARTURES[name]
    assert found(word) == {"Fiche"}
    change(sheet)
    search_index.empty_queue()
    assert found(word) == set()


def test_monograph_follows_those_who_carry_it(index):
    bearer = Organisation.objects.create(name="Atelier Bleu", slug="atelier-bleu")
    page = make_monograph(title="Pratique")
    page.bearers = [bearer]
    publish(page)
    search_index.empty_queue()
    assert found("bleu") == {"Pratique"}
    bearer.name = "Atelier Pourpre"
    bearer.save()
    search_index.empty_queue()
    assert (found("bleu"), found("pourpre")) == (set(), {"Pratique"})
    bearer.monographs.clear()
    search_index.empty_queue()
    assert found("pourpre") == set()


def test_competencies_follow_the_published_tree(index):
    page = builders.make_referential(tree=builders.make_tree(competencies=1))
    search_index.empty_queue()
    tree = page.tree.get_prep_value()
    tree[0]["value"]["activities"][0]["value"]["competencies"][0]["value"]["label"] = "Raboter"
    page.tree = page.tree.stream_block.to_python(tree)
    publish(page)
    search_index.empty_queue()
    results = get_search_backend().search("raboter", Competency.objects.all())
    assert [item.label for item in results] == ["Raboter"]


def test_glossary_follows_its_editors(index):
    entry = GlossaryEntry.objects.create(term="Mot", definition="Ancienne.")
    search_index.empty_queue()
    entry.definition = "Nouvelle."
    entry.save()
    search_index.empty_queue()
    backend = get_search_backend()
    assert list(backend.search("nouvelle", GlossaryEntry)) == [entry]
    assert list(backend.search("ancienne", GlossaryEntry)) == []


def test_change_rolled_back_leaves_nothing(sheet):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        rename_theme(sheet)
        raise ZeroDivisionError
    assert queue.waiting() == 0
    search_index.empty_queue()
    assert (found("ancienne"), found("nouvelle")) == ({"Fiche"}, set())


def test_same_content_saved_again_is_not_written(sheet):
    backend = get_search_backend()
    before = backend.get_index_for_model(Record).store.snapshot().generation
    publish(sheet)
    sheet.save_revision(log_action=False)
    search_index.empty_queue()
    assert backend.get_index_for_model(Record).store.snapshot().generation == before
    edit_body(sheet)
    search_index.empty_queue()
    assert backend.get_index_for_model(Record).store.snapshot().generation > before


@pytest.fixture
def bad(sheet, monkeypatch):
    """A record that cannot be indexed."""
    page, body_text = make_resource(title="Mauvaise"), type(sheet).body_text

    def failing(record):
        if record.pk == page.pk:
            raise ValueError("texte illisible")
        return body_text.fget(record)

    monkeypatch.setattr(type(sheet), "body_text", property(failing))
    return page


def line() -> IndexChange:
    return IndexChange.objects.get(model="wagtailcore.page")


def test_bad_object_stops_no_other_and_its_error_shows(sheet, bad):
    rename_theme(sheet)
    search_index.empty_queue()
    assert found("nouvelle") == {"Fiche"}
    assert "texte illisible" in line().error
    assert "texte illisible" in IndexState.current().failure


def test_bad_object_is_tried_again_after_growing_pauses(bad):
    pauses = []
    for _ in range(7):
        IndexChange.objects.update(retry_at=timezone.now())
        start = timezone.now()
        queue.drain()
        pauses.append(round((line().retry_at - start).total_seconds()))
    assert tuple(pauses) == (*queue.PAUSES, *[queue.PAUSES[-1]] * (7 - len(queue.PAUSES)))
    assert queue.drain() == 0


def test_object_that_recovers_leaves_the_queue(bad, monkeypatch):
    search_index.empty_queue()
    monkeypatch.undo()
    IndexChange.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    search_index.empty_queue()
    assert queue.waiting() == 0


def test_object_asked_again_while_it_is_indexed_stays_in_the_queue(sheet, monkeypatch):
    write = WhooshIndex.write

    def slow(index, items, gone=()):
        write(index, items, gone)
        monkeypatch.undo()
        edit_body(sheet)

    rename_theme(sheet)
    queue.drain()
    monkeypatch.setattr(WhooshIndex, "write", slow)
    queue.drain()
    assert IndexChange.objects.filter(object_id=str(sheet.pk)).exists()
    search_index.empty_queue()
    assert found("nouvelle") == {"Fiche"}


def test_every_vocabulary_of_a_record_is_followed():
    for field in Record._meta.many_to_many:
        assert queue.is_followed(field.related_model), field.name
