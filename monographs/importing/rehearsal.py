"""Reading files without writing anything: what would be recognised."""

import logging
from collections.abc import Iterable
from pathlib import Path

from monographs.importing.document import ImportRefused
from monographs.importing.extracting import read_document
from monographs.importing.fiche import FIELDS
from monographs.importing.printing import as_dict
from monographs.importing.recognising import recognise

logger = logging.getLogger(__name__)
_BROKEN = (
    "Ce fichier n’a pas pu être lu jusqu’au bout. Essayez-le dans un autre format, ou "
    "saisissez la fiche à la main."
)
_SURE, _LIKELY = 0.85, 0.55


def rehearse(paths: Iterable[Path]) -> list[dict]:
    """One dictionary for each fiche found, in the shape of the corpus, with its `fichier`.

    A file that cannot be read gives `{"fichier", "erreur"}`; the others go on.
    """
    results: list[dict] = []
    for path in paths:
        try:
            fiches = recognise(read_document(path))
        except (ImportRefused, OSError) as error:
            results.append({"fichier": path.name, "erreur": _sentence(error)})
        except Exception:
            # One file never stops the others; what happened is in the log.
            logger.exception("import of a file")
            results.append({"fichier": path.name, "erreur": _BROKEN})
        else:
            results += [{"fichier": path.name, **as_dict(fiche)} for fiche in fiches]
    return results


def refused(results: list[dict]) -> int:
    """How many files could not be read."""
    return sum("erreur" in result for result in results)


def told(result: dict) -> list[str]:
    """A few lines in French about one result, for whoever reads a terminal."""
    if "erreur" in result:
        return [result["fichier"], f"  refusé : {result['erreur']}"]
    lines = [f"{result['fichier']} : {result['titre'] or 'sans titre'}"]
    for key, sure in result["confiances"].items():
        places = len(result["places"][key])
        words = "sûr" if sure >= _SURE else "à vérifier" if sure >= _LIKELY else "deviné"
        lines.append(f"  {FIELDS[key]} : {places} passage{'s' * (places > 1)} ({words})")
    removed = ", ".join(f"{kind} {count}" for kind, count in result["donnees_retirees"].items())
    lines.append(f"  Données personnelles retirées : {removed or 'aucune'}")
    return [*lines, *(f"  {remark}" for remark in result["remarques"])]


def _sentence(error: Exception) -> str:
    return (
        str(error)
        if isinstance(error, ImportRefused)
        else "Ce fichier est introuvable ou illisible."
    )
