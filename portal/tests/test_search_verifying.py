"""`search_index --verifie`: what differs between the index and the database is asked for."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.search.backends import get_search_backend

from catalogue.models import Record
from portal.tests.searching import found, index_of
from resources.models import ResourcePage
from search import queue, worker
from search.models import IndexChange
from tests.builders import make_resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def bank(tmp_path):
    """Three records, an index that holds them, nothing that waits."""
    records = [make_resource(title=title) for title in ("Bêcher", "Tailler", "Semer")]
    with index_of(tmp_path / "index", []):
        worker.rebuild_all()
        IndexChange.objects.all().delete()
        yield records


def verify(**options) -> str:
    out = StringIO()
    call_command("search_index", "--verifie", stdout=out, **options)
    return out.getvalue()


def pages_line(said: str) -> str:
    return next(line for line in said.splitlines() if "wagtailcore.page" in line)


def test_index_that_tells_the_truth_is_left_alone(bank):
    assert "L’index dit ce que dit la base" in verify()
    assert not IndexChange.objects.exists()


def test_what_nobody_asked_for_is_found_and_mended(bank):
    """Changes behind the queue's back: a row forgotten, a row gone, a title changed."""
    forgotten, gone, changed = bank
    backend = get_search_backend()
    backend.delete(forgotten)
    index = backend.get_index_for_model(Record)
    ResourcePage.objects.filter(pk=gone.pk).delete()
    IndexChange.objects.all().delete()
    Record.objects.filter(pk=changed.pk).update(title="Récolter")
    said = verify()
    assert "1 manquants, 1 en trop, 1 différents" in pages_line(said)
    assert "3 à reprendre" in said
    asked = {str(forgotten.pk), str(gone.pk), str(changed.pk)}
    assert set(IndexChange.objects.values_list("object_id", flat=True)) == asked
    while queue.drain():
        continue
    assert (found("bêcher"), found("récolter"), found("semer")) == ({"Bêcher"}, {"Récolter"}, set())
    assert gone.pk not in index.keys()
    assert "L’index dit ce que dit la base" in verify()


def test_what_waits_already_is_not_counted_as_a_fault(bank):
    bank[0].title = "Bêcher profond"
    bank[0].save()
    assert "0 différents" in pages_line(verify())


def test_sample_bounds_what_is_read(bank):
    assert "(2 comparés)" in pages_line(verify(echantillon=2))


def test_index_that_cannot_answer_is_left_to_its_rebuild(tmp_path):
    with index_of(tmp_path / "index", []):
        (tmp_path / "index" / "wagtailcore.page" / "CURRENT").write_text("abîmé")
        assert "wagtailcore.page" not in verify()


def test_another_engine_has_nothing_to_verify_and_is_rebuilt_by_the_family(settings, capsys):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "modelsearch.backends.database.fallback"}
    }
    assert "rien à vérifier" in verify()
    call_command("search_index")
    assert "doesn't require rebuilding" in capsys.readouterr().out
