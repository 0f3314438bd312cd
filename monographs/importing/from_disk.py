"""Fiches imported from the server’s own disk: the same checks, the same drafts."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files import File

from monographs.importing.models import ImportBatch, ImportedFile
from monographs.importing.receiving import keep_or_refuse, read_and_draft


def import_paths(paths: Iterable[Path], user) -> list[dict]:
    """Read each file now and make its drafts; what became of it, ready to be printed.

    A file that cannot be read is said so, the others go on.
    """
    batch = ImportBatch.objects.create(user=user)
    return [_imported(batch, path) for path in paths]


def _imported(batch: ImportBatch, path: Path) -> dict:
    try:
        with path.open("rb") as opened:
            row = keep_or_refuse(batch, File(opened, path.name))
    except OSError as error:
        return {"fichier": path.name, "erreur": error.strerror or str(error)}
    if not row.is_over:
        read_and_draft(row)
    if row.state == ImportedFile.State.REFUSED:
        return {"fichier": row.name, "erreur": row.message}
    return {"fichier": row.name, "remarque": row.message, "fiches": _fiches(row)}


def _fiches(row: ImportedFile) -> list[dict]:
    return [
        {
            "titre": fiche.page.title,
            "brouillon": fiche.page_id,
            "relire": fiche.review_url,
            "rubriques": fiche.found,
            "a_classer": fiche.left_aside,
            "donnees_retirees": fiche.removed,
            "ressemble_a": [twin["title"] for twin in fiche.twins],
        }
        for fiche in row.fiches.select_related("page")
    ]


def said(result: dict) -> list[str]:
    """A few lines in French about one file, for whoever reads a terminal."""
    if "erreur" in result:
        return [result["fichier"], f"  refusé : {result['erreur']}"]
    lines = [result["fichier"], *filter(None, [result["remarque"]])]
    for fiche in result["fiches"]:
        removed = sum(fiche["donnees_retirees"].values())
        lines += [
            f"  brouillon « {fiche['titre']} », à relire : {fiche['relire']}",
            f"    rubriques reconnues : {fiche['rubriques']}, passages à classer : "
            f"{fiche['a_classer']}, données personnelles retirées : {removed}",
        ]
        lines += [f"    ressemble à « {title} »" for title in fiche["ressemble_a"]]
    return lines
