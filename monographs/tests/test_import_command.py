"""`manage.py import_fiche` without --dry-run: drafts, and a line a file."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from monographs.models import MonographPage
from tests.builders import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FICHE = "# Le verger\n\n## Contexte\nUn terrain en friche.\n"


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "verger.md"
    written.write_text(FICHE, encoding="utf-8")
    return written


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("import_fiche", *map(str, args), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_drafts_are_by_the_person_named(path):
    editor = make_user("editor")
    said = run(path, "--as", editor.email.upper())
    page = MonographPage.objects.get()
    assert (page.live, page.owner) == (False, editor)
    assert "verger.md" in said and "rubriques reconnues" in said


def test_result_is_given_in_json(path):
    found = json.loads(run(path, "--json", "--as", make_user("editor").email))
    assert found[0]["fiches"][0]["brouillon"] == MonographPage.objects.get().pk


def test_file_that_cannot_be_read_is_said_and_the_others_go_on(path, tmp_path):
    empty = tmp_path / "vide.txt"
    empty.write_text("")
    editor = make_user("editor")
    said = run(empty, tmp_path / "absent.md", path, "--as", editor.email)
    assert said.count("refusé :") == 2
    assert MonographPage.objects.count() == 1


def test_nothing_read_at_all_fails(tmp_path):
    with pytest.raises(CommandError, match="Aucun fichier"):
        run(tmp_path / "absent.md", "--as", make_user("editor").email)


@pytest.mark.parametrize("who", ["personne@example.org", ""])
def test_somebody_must_import(path, who):
    with pytest.raises(CommandError, match="--as"):
        run(path, "--as", who)


def test_person_without_the_right_is_refused(path):
    with pytest.raises(CommandError, match="ne pouvez pas ajouter"):
        run(path, "--as", make_user("member").email)
    assert not MonographPage.objects.exists()


def test_dry_run_writes_nothing(path):
    assert json.loads(run(path, "--dry-run", "--json"))
    assert not MonographPage.objects.exists()
