"""Read fiches and say what was recognised."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from monographs.importing.rehearsal import refused, rehearse, told


class Command(BaseCommand):
    help = (
        "Importe des fiches (PDF, DOCX, ODT, TXT, MD) en brouillons de monographies. "
        "Avec --dry-run, dit ce qui serait reconnu sans rien écrire. "
        "Code de retour 1 seulement si aucun fichier n’a pu être lu."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="Ne rien écrire.")
        parser.add_argument("--json", action="store_true", help="Écrire le résultat en JSON.")

    def handle(self, *args, files: list[Path], **options):
        self.dry_run(files, as_json=options["json"])

    def dry_run(self, files: list[Path], *, as_json: bool) -> None:
        """Only JSON on the standard output: a list of fiches, and of files refused."""
        results = rehearse(files)
        if as_json:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(line for result in results for line in told(result)))
        count = refused(results)
        if count == len(results):
            raise CommandError("Aucun fichier n’a pu être lu.")
        if count:
            self.stderr.write(f"{count} fichier(s) refusé(s).")
