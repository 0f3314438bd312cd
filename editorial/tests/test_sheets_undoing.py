"""Undoing an import, who may use spreadsheets, how long their values are kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Keyword, Theme
from editorial.sheets import keeping
from editorial.sheets.models import SheetImport, SheetLine
from editorial.tests.sheets import (
    acted,
    editor,
    person_in,
    sent,
    simulated,
)
from members.models import Structure
from portal.groups import CONTRIBUTORS
from resources.models import ResourcePage
from tests.builders import make_file, make_monograph, make_term
from tests.structures import join

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]


class TestUndoing:
    def imported(self, client, kind: str, data: str) -> SheetImport:
        return acted(client, simulated(client, kind, data), "apply")

    def test_what_changed_since_blocks_everything(self, admin, page):
        data = f"Identifiant;Titre;Type de ressource;Résumé\n{page.identifier};Par tableur;"
        data += "Livret de suivi;Un résumé.\n;Neuve;Livret de suivi;Un résumé."
        sheet = self.imported(admin, "ressources", data)
        fresh = ResourcePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        fresh.title = "À la main"
        fresh.save_revision()
        assert acted(admin, sheet, "undo").state == "applied"
        assert [line.blocked for line in sheet.lines.all()] == ["modifiée depuis l’import", ""]
        assert ResourcePage.objects.filter(title="Neuve").exists()
        html = admin.get(reverse("sheet_import", args=[sheet.pk])).content.decode()
        assert "Annuler seulement le reste" in html

    def test_rest_may_be_undone_alone(self, admin):
        theme = make_term(Theme, "Évaluation")
        data = f"Repère;Libellé\n{theme.slug};Renommée\n;Neuve"
        sheet = self.imported(admin, "thematiques", data)
        Theme.objects.filter(pk=theme.pk).update(label="À la main", key="a la main")
        sheet = acted(admin, sheet, "undo", partly="1")
        assert sheet.state == "partly"
        assert not Theme.objects.filter(label="Neuve").exists()
        theme.refresh_from_db()
        assert theme.label == "À la main"

    def test_created_term_in_use_is_not_deleted(self, admin):
        sheet = self.imported(admin, "thematiques", "Libellé\nNeuve")
        make_monograph().themes.through.objects.create(
            record_id=make_monograph().pk, theme_id=Theme.objects.get(label="Neuve").pk
        )
        assert acted(admin, sheet, "undo").state == "applied"
        assert "1 utilisation" in sheet.lines.get().blocked

    def test_created_resource_with_a_file_is_not_deleted(self, admin):
        data = "Titre;Type de ressource;Résumé\nNeuve;Livret de suivi;Un résumé."
        sheet = self.imported(admin, "ressources", data)
        make_file(ResourcePage.objects.get(title="Neuve"))
        acted(admin, sheet, "undo")
        assert "fichiers" in sheet.lines.get().blocked

    def test_created_structure_that_somebody_joined_is_not_deleted(self, admin):
        data = "Nom;SIRET;Type de structure;Ville;Département\nRégie;00009999900005;ACI;Laon;Aisne"
        sheet = self.imported(admin, "structures", data)
        join(Structure.objects.get(siret="00009999900005"))
        acted(admin, sheet, "undo")
        assert "rejointe" in sheet.lines.get().blocked

    def test_name_taken_since_blocks_the_undoing(self, admin):
        theme = make_term(Theme, "Évaluation")
        sheet = self.imported(admin, "thematiques", f"Repère;Libellé\n{theme.slug};Renommée")
        make_term(Theme, "évaluation", slug="autre")
        assert acted(admin, sheet, "undo").state == "applied"
        assert "existe déjà" in sheet.lines.get().blocked

    def test_object_already_deleted_is_no_hindrance(self, admin):
        sheet = self.imported(admin, "mots-cles", "Mot-clé\nneuf")
        Keyword.objects.get(name="neuf").delete()
        assert acted(admin, sheet, "undo").state == "undone"


class TestRights:
    KINDS = ("ressources", "thematiques", "mots-cles", "organisations", "structures")

    def opened(self, client) -> set[str]:
        return {
            kind
            for kind in self.KINDS
            if client.get(reverse("sheet_kind", args=[kind])).status_code == 200
        }

    def test_each_kind_is_for_those_who_may_edit_it(self, client, admin):
        assert self.opened(admin) == set(self.KINDS)
        other = Client()
        other.force_login(editor())
        assert self.opened(other) == set(self.KINDS) - {"structures"}

    def test_contributor_finds_no_spreadsheet_at_all(self, client, admin):
        sheet = simulated(admin, "thematiques", "Libellé\nNeuve")
        other = Client()
        other.force_login(person_in(CONTRIBUTORS))
        assert self.opened(other) == set()
        assert "Tableurs" not in other.get("/admin/").content.decode()
        addresses = [
            reverse("sheets"),
            reverse("sheet_import", args=[sheet.pk]),
            reverse("sheet_take", args=["ressources", "contenu", "csv"]),
        ]
        for address in addresses:
            assert other.get(address).status_code in (302, 403), address
        other.post(reverse("sheet_act", args=[sheet.pk]), {"act": "apply"})
        assert sent(other, "thematiques", "Libellé\nX").status_code in (302, 403)
        assert not Theme.objects.filter(label__in=["Neuve", "X"]).exists()

    def test_import_of_structures_is_hidden_from_editors(self, client, admin):
        sheet = simulated(admin, "structures", "SIRET;Ville\n00009999900005;Laon")
        other = Client()
        other.force_login(editor())
        assert other.get(reverse("sheet_import", args=[sheet.pk])).status_code in (302, 403)
        assert "tableur.csv" not in other.get(reverse("sheets")).content.decode()


class TestKeeping:
    def test_former_values_are_forgotten_after_a_year_the_trace_stays(self, admin):
        sheet = acted(admin, simulated(admin, "thematiques", "Libellé\nNeuve"), "apply")
        never = simulated(admin, "thematiques", "Libellé\nJamais")
        old = timezone.now() - timedelta(days=370)
        SheetImport.objects.update(created_at=old)
        SheetImport.objects.filter(pk=sheet.pk).update(applied_at=old)
        for rule in keeping.RULES:
            rule.apply(rule.rows())
        sheet.refresh_from_db()
        assert not SheetLine.objects.exists()
        assert not SheetImport.objects.filter(pk=never.pk).exists()
        assert sheet.is_forgotten and not sheet.is_undoable
        html = admin.get(reverse("sheet_import", args=[sheet.pk])).content.decode()
        assert "effacé" in html and "1 nouvelle" in html
