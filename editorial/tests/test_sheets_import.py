"""Simulation and application of an import, by the screens an editor uses."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from catalogue.models import Theme
from editorial.sheets import tasks
from editorial.sheets.models import SheetImport
from editorial.tests.sheets import (
    acted,
    editor,
    errors,
    outcomes,
    person_in,
    simulated,
    snapshot,
)
from members.models import Act, JournalEntry, Structure
from portal.groups import CONTRIBUTORS
from resources.models import ResourcePage
from tests.builders import make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]


def lines(*rows: str) -> str:
    return "\n".join(rows)


def messages(sheet: SheetImport) -> list[str]:
    return [f"{number} {column} : {text}" for number, column, text in errors(sheet)]


class TestSimulation:
    def test_absent_column_changes_nothing(self, admin, page):
        sheet = simulated(
            admin, "ressources", f"Identifiant;Durée en minutes\n{page.identifier};15"
        )
        assert sheet.lines.get().changes == [
            {"column": "Durée en minutes", "old": "40", "new": "15"}
        ]
        acted(admin, sheet, "apply")
        fresh = ResourcePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert (fresh.duration_minutes, fresh.title) == (15, page.title)
        assert list(fresh.themes.all()) == list(page.themes.all())
        assert [word.name for word in fresh.keywords.all()] == ["=compost"]

    def test_empty_cell_empties_and_says_so(self, admin, page):
        sheet = simulated(admin, "ressources", f"Identifiant;À quoi ça sert\n{page.identifier};")
        assert sheet.lines.get().warnings == ["«\u00a0À quoi ça sert\u00a0» sera vidée."]
        acted(admin, sheet, "apply")
        fresh = ResourcePage.objects.get(pk=page.pk)
        assert fresh.get_latest_revision_as_object().purpose == ""

    def test_required_cell_may_not_be_emptied(self, admin, page):
        sheet = simulated(admin, "ressources", f"Identifiant;Titre\n{page.identifier};")
        assert sheet.state == "wrong"
        assert messages(sheet) == ["2 Titre : obligatoire : cette case ne peut pas rester vide."]

    def test_errors_are_told_by_cell_with_the_nearest_value(self, admin):
        sheet = simulated(
            admin,
            "ressources",
            lines(
                "Titre;Type de ressource;Résumé;Licence;Valable depuis;Durée en minutes;Publier",
                "A;Livret de suivii;Un résumé.;Libre (CC BYY);31/02/2026;une heure;peut-être",
            ),
        )
        assert messages(sheet) == [
            "2 Type de ressource : « Livret de suivii » n’existe pas. "
            "Vouliez-vous dire « Livret de suivi » ?",
            "2 Licence : « Libre (CC BYY) » n’existe pas. Vouliez-vous dire « Libre (CC BY) » ?",
            "2 Valable depuis : « 31/02/2026 » : ce jour n’existe pas au calendrier.",
            "2 Durée en minutes : « une heure » n’est pas un nombre entier.",
            "2 Publier : « peut-être » : écrivez oui ou non.",
        ]

    def test_wrong_cell_writes_nothing_at_all(self, admin):
        before = snapshot()
        sheet = simulated(admin, "thematiques", "Libellé;Rang\nBonne;1\nMauvaise;beaucoup")
        assert outcomes(sheet) == ["new", "wrong"]
        assert acted(admin, sheet, "apply").state == "wrong"
        assert snapshot() == before

    def test_new_line_needs_what_the_form_needs(self, admin):
        sheet = simulated(admin, "ressources", "Titre\nToute seule")
        needed = {column for _line, column, _text in errors(sheet)}
        assert needed == {"Type de ressource", "Résumé"}

    def test_unknown_identifier_is_not_taken_for_a_new_line(self, admin):
        theme = make_term(Theme, "Évaluation")
        sheet = simulated(admin, "thematiques", f"Repère;Libellé\n{theme.slug}s;Autre")
        assert "Vouliez-vous dire" in messages(sheet)[0] and theme.slug in messages(sheet)[0]

    def test_same_identifier_twice_is_refused(self, admin, page):
        one = f"{page.identifier};Un"
        sheet = simulated(admin, "ressources", lines("Identifiant;Titre", one, one))
        assert errors(sheet)[0][0] == 3

    def test_term_never_comes_in_twice_under_two_spellings(self, admin):
        make_term(Theme, "Évaluation")
        sheet = simulated(admin, "thematiques", "Libellé\nEVALUATION\nJardin\njardin")
        assert [number for number, _column, _text in errors(sheet)] == [2, 4]

    def test_siret_is_checked_by_its_key(self, admin):
        sheet = simulated(
            admin,
            "structures",
            "Nom;SIRET;Type de structure;Ville;Département\nA;12345678901234;ACI;Laon;Aisne",
        )
        assert [column for _line, column, _text in errors(sheet)] == ["SIRET"]

    def test_structure_is_known_by_its_siret_and_keeps_its_zeros(self, admin):
        structure = Structure.objects.get(name="-Les Jardins")
        sheet = simulated(admin, "structures", f"SIRET;Code postal\n{int(structure.siret)};2100")
        assert sheet.lines.get().changes == [
            {"column": "Code postal", "old": "02000", "new": "02100"}
        ]

    def test_page_tells_the_difference_and_says_that_nothing_is_written(self, admin, page):
        sheet = simulated(admin, "ressources", f"Identifiant;Titre\n{page.identifier};Neuf")
        html = admin.get(reverse("sheet_import", args=[sheet.pk])).content.decode()
        assert "Rien n’est encore écrit" in html and "Neuf" in html
        assert re.search(r"<del>.*\+33 gestes", html)

    def test_titles_are_recognised_whatever_their_case_and_accents(self, admin):
        sheet = simulated(admin, "thematiques", "LIBELLE *;définition :\nNeuve;Un mot.")
        assert outcomes(sheet) == ["new"]

    def test_lines_past_the_limit_of_one_import_are_refused(self, admin, monkeypatch):
        from editorial.sheets.kinds import KINDS

        monkeypatch.setattr(KINDS["thematiques"], "most_written", 1)
        sheet = simulated(admin, "thematiques", "Libellé\nUne\nDeux")
        assert sheet.state == "wrong" and "Coupez-le" in sheet.problem


class TestApplication:
    def test_new_resource_is_a_draft_and_a_changed_one_keeps_its_public_face(self, admin, page):
        head = "Identifiant;Titre;Type de ressource;Résumé"
        changed = f"{page.identifier};Changée;Livret de suivi;Autre résumé."
        sheet = simulated(
            admin, "ressources", lines(head, changed, ";Neuve;Livret de suivi;Un résumé.")
        )
        acted(admin, sheet, "apply")
        assert not ResourcePage.objects.get(title="Neuve").live
        row = ResourcePage.objects.get(pk=page.pk)
        assert row.title == page.title and row.has_unpublished_changes
        assert row.get_latest_revision_as_object().title == "Changée"

    def test_line_that_asks_for_it_is_published(self, nothing_checked, admin, page):
        sheet = simulated(
            admin, "ressources", f"Identifiant;Titre;Publier\n{page.identifier};Publiée;oui"
        )
        acted(admin, sheet, "apply")
        row = ResourcePage.objects.get(pk=page.pk)
        assert row.title == "Publiée" and not row.has_unpublished_changes

    def test_publication_is_for_those_who_may_publish(self, client, page):
        writer = person_in(CONTRIBUTORS)
        group = writer.groups.get()
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename="change_page"
        )
        group.page_permissions.create(page=page.get_root(), permission=permission)
        client.force_login(writer)
        sheet = simulated(
            client, "ressources", f"Identifiant;Titre;Publier\n{page.identifier};Publiée;oui"
        )
        assert [column for _line, column, _text in errors(sheet)] == ["Publier"]

    def test_page_changed_meanwhile_stops_the_whole_import(self, admin, page):
        sheet = simulated(
            admin,
            "ressources",
            lines(
                "Identifiant;Titre;Type de ressource;Résumé",
                ";Neuve;Livret de suivi;Un résumé.",
                f"{page.identifier};Changée;Livret de suivi;Un résumé.",
            ),
        )
        page.title = "Entre-temps"
        page.save_revision()
        assert acted(admin, sheet, "apply").state == "stale"
        assert not ResourcePage.objects.filter(title="Neuve").exists()
        html = admin.get(reverse("sheet_import", args=[sheet.pk])).content.decode()
        assert "Rien n’a été écrit" in html and "odifiée depuis la simulation" in html
        assert acted(admin, sheet, "simulate").state == "ready"

    def test_term_taken_meanwhile_stops_the_whole_import(self, admin):
        sheet = simulated(admin, "thematiques", "Libellé\nPrise\nLibre")
        make_term(Theme, "prise")
        assert acted(admin, sheet, "apply").state == "stale"
        assert not Theme.objects.filter(label="Libre").exists()

    def test_page_locked_or_in_review_is_left_alone(self, admin, page):
        other = editor()
        page.locked, page.locked_by, page.locked_at = True, other, timezone.now()
        page.save()
        sheet = simulated(admin, "ressources", f"Identifiant;Titre\n{page.identifier};Neuf")
        assert "verrouillée" in messages(sheet)[0]

    def test_twice_applied_is_once_applied(self, admin):
        sheet = simulated(admin, "thematiques", "Libellé\nUne seule")
        acted(admin, sheet, "apply")
        answer = admin.post(reverse("sheet_act", args=[sheet.pk]), {"act": "apply"}, follow=True)
        assert "changé d’état" in answer.content.decode()
        assert Theme.objects.filter(label="Une seule").count() == 1

    def test_failure_half_way_writes_nothing(self, admin, monkeypatch):
        from editorial.sheets.kinds import KINDS

        sheet = simulated(admin, "thematiques", "Libellé\nPremière\nSeconde")
        kind, create = KINDS["thematiques"], KINDS["thematiques"].create

        def failing(values, user, *, publish):
            if values["label"] == "Seconde":
                raise RuntimeError("panne")
            return create(values, user, publish=publish)

        monkeypatch.setattr(kind, "create", failing)
        acted(admin, sheet, "apply")
        assert sheet.state == "failed" and not Theme.objects.filter(label="Première").exists()

    def test_each_object_remembers_who_did_it(self, admin, person, page):
        sheet = simulated(admin, "ressources", f"Identifiant;Titre\n{page.identifier};Neuf")
        acted(admin, sheet, "apply")
        entry = PageLogEntry.objects.filter(page=page.pk).latest("pk")
        assert (entry.action, entry.user) == ("sheets.change", person)

    def test_structure_is_written_in_the_journal(self, admin, person):
        structure = Structure.objects.get(name="-Les Jardins")
        sheet = simulated(admin, "structures", f"Repère;Ville\n{structure.slug};Soissons")
        acted(admin, sheet, "apply")
        entry = JournalEntry.objects.latest("pk")
        assert (entry.act, entry.structure, entry.actor) == (
            Act.STRUCTURE_CHANGED,
            structure,
            person,
        )
        assert entry.details["what"] == "Ville (par tableur)"

    def test_long_import_is_left_to_the_background(
        self, admin, monkeypatch, django_capture_on_commit_callbacks
    ):
        monkeypatch.setattr(tasks, "AT_ONCE", 2)
        with django_capture_on_commit_callbacks() as waiting:
            sheet = simulated(admin, "thematiques", "Libellé\nA\nB\nC")
        assert sheet.state == "simulating"
        html = admin.get(reverse("sheet_import", args=[sheet.pk])).content.decode()
        assert "0 lignes lues sur 3" in html
        for callback in waiting:
            callback()
        sheet.refresh_from_db()
        assert (sheet.state, sheet.done) == ("ready", 3)
