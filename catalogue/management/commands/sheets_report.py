"""Lay out every record, and say how each sheet stands: pages, seconds, faults of its tags."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue.models import Record, SheetForm
from catalogue.sheets.content import content_of, edition_of
from catalogue.sheets.making import WRITERS
from exports.structure import faults_of


class Command(BaseCommand):
    help = "Met en page chaque fiche et dit ses pages, ses secondes, les fautes de son balisage."

    def add_arguments(self, parser):
        parser.add_argument("--formes", default="pdf", help="pdf,chantier,docx,odt")
        parser.add_argument("--garder", help="Dossier où laisser les fichiers, pour les regarder.")
        parser.add_argument(
            "adresses", nargs="*", help="Fiches (fin de leur adresse)\u00a0; toutes."
        )

    def handle(self, *args, formes, garder, adresses, **options):
        forms = [SheetForm(name) for name in formes.split(",")]
        records = Record.objects.live().order_by("record_kind", "slug")
        if adresses:
            records = records.filter(slug__in=adresses)
        bad, count = 0, 0
        for record in records:
            for form in forms:
                faults = self._one(record.specific, form, garder)
                count, bad = count + (faults is not None), bad + bool(faults)
        self.stdout.write(f"Documents\u00a0: {count}. Avec une faute\u00a0: {bad}.")
        if bad:
            raise CommandError("Des documents ont une faute.")

    def _one(self, record, form, folder) -> list[str] | None:
        content = content_of(record)
        if form == SheetForm.SITE and not content.tasks:
            return None
        begun = time.perf_counter()
        data, pages = WRITERS[form](content, edition_of(record, content))
        seconds = time.perf_counter() - begun
        title = f"{content.title}, mode chantier" if form == SheetForm.SITE else content.title
        faults = faults_of(data, title) if pages else []
        if folder:
            suffix = "chantier.pdf" if form == SheetForm.SITE else form
            Path(folder, f"{record.record_kind}-{record.slug}.{suffix}").write_bytes(data)
        goal = content.goal if form == SheetForm.PDF else 0
        long = " (long)" if 0 < goal < (pages or 0) else ""
        self.stdout.write(
            f"{record.record_kind:12} {record.slug[:44]:44} {form:9} {pages or '-':>3} p.{long:7} "
            f"{seconds:5.2f} s {len(data) // 1000:4} Ko {'; '.join(faults) or 'sans faute'}"
        )
        return faults
