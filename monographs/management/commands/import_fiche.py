"""Read fiches and say what was recognised."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from monographs.importing.document import ImportRefused
from monographs.importing.extracting import read_document
from monographs.importing.printing import as_dict
from monographs.importing.recognising import recognise


class Command(BaseCommand):
    help = "Importe des fiches (PDF, DOCX, ODT, TXT, MD) en brouillons de monographies."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="Ne rien écrire.")
        parser.add_argument("--json", action="store_true", help="Écrire le résultat en JSON.")

    def handle(self, *args, files: list[Path], **options):
        results, refused = [], 0
        for path in files:
            try:
                fiches = recognise(read_document(path))
            except (ImportRefused, OSError) as error:
                refused += 1
                results.append({"fichier": path.name, "erreur": str(error)})
                continue
            results += [{"fichier": path.name, **as_dict(fiche)} for fiche in fiches]
        self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        if refused:
            raise CommandError(f"{refused} fichier(s) refusé(s).")
