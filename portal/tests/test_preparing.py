"""Bringing the site up to date: only what is needed, in plain words."""

import shutil

import pytest
from django.db import OperationalError
from wagtail.models import Site

from catalogue.models import Record, RecordFile, TextState
from portal import preparing
from portal.launching.words import Refusal
from portal.tests.searching import index_of
from search.models import IndexChange, IndexState
from tests.builders import make_file, make_resource, make_site


@pytest.fixture
def loads(monkeypatch, tmp_path):
    """The commands `prepare` calls, and where it keeps its marks."""
    called = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **options: called.append(name))
    monkeypatch.setattr(preparing, "DATA_DIR", tmp_path)
    monkeypatch.setattr(preparing, "DEMO_MARK", tmp_path / "demo-en-cours")
    return called


@pytest.mark.django_db
def test_demo_is_loaded_into_an_empty_site_only(loads):
    preparing._load_demo()
    make_site()
    preparing._load_demo()
    assert loads == ["load_demo"]


@pytest.mark.django_db
def test_interrupted_demo_is_taken_up_again(loads, monkeypatch):
    def interrupted(name, **options):
        make_site()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(preparing, "call_command", interrupted)
        with pytest.raises(KeyboardInterrupt):
            preparing._load_demo()
    preparing._load_demo()
    preparing._load_demo()
    assert loads == ["load_demo"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hostname", "base_url", "expected"),
    [
        ("localhost", "http://127.0.0.1:8123", ("127.0.0.1", 8123)),
        ("192.0.2.7", "http://[::1]:8000", ("[::1]", 8000)),
        ("127.0.0.1", "https://portail.example.org", ("portail.example.org", 443)),
        ("choisi.example.org", "http://127.0.0.1:8123", ("choisi.example.org", 80)),
    ],
)
def test_site_nobody_named_follows_base_url(settings, hostname, base_url, expected):
    Site.objects.update(hostname=hostname, port=80)
    settings.WAGTAILADMIN_BASE_URL = base_url
    preparing._follow_base_url()
    site = Site.objects.get()
    assert (site.hostname, site.port) == expected


def test_static_files_are_gathered_when_they_change_only(loads, settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    for fingerprint in ("a", "a", "b", "b"):
        monkeypatch.setattr(preparing, "_static_fingerprint", lambda value=fingerprint: value)
        preparing._collect_static()
    assert loads == ["collectstatic", "collectstatic"]


def test_static_fingerprint_does_not_change_by_itself():
    assert preparing._static_fingerprint() == preparing._static_fingerprint()


@pytest.mark.django_db
def test_first_start_reads_the_files_and_builds_the_index_the_next_does_nothing(tmp_path, capsys):
    record = make_resource(title="Bêcher droit")
    make_file(record)
    RecordFile.objects.update(text_state=TextState.WAITING)
    with index_of(tmp_path / "index", []):
        shutil.rmtree(tmp_path / "index")
        for _ in range(2):
            preparing._read_files()
            preparing._build_index()
        assert Record.objects.search("bêche droite").count() == 1
    assert not RecordFile.objects.filter(text_state=TextState.WAITING).exists()
    assert not IndexChange.objects.filter(model="wagtailcore.page").exists()
    words = capsys.readouterr().out
    assert words.count("Lecture du texte des fichiers (1)…") == 1
    assert words.count("Construction de l’index de la recherche…") == 1


@pytest.mark.django_db
def test_index_that_cannot_be_written_does_not_stop_the_start(tmp_path, settings, capsys):
    (tmp_path / "file").write_text("")
    default = settings.WAGTAILSEARCH_BACKENDS["default"] | {"PATH": tmp_path / "file" / "index"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": default}
    preparing._build_index()
    assert "ne peut pas être écrit dans" in capsys.readouterr().err
    assert IndexState.current().failure


@pytest.mark.parametrize("error", [OperationalError("panne"), PermissionError(13, "interdit")])
def test_what_fails_outside_is_said_in_one_sentence(loads, monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(preparing, "_migrate", fail)
    with pytest.raises(Refusal):
        preparing.prepare()
