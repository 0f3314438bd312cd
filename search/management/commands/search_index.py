"""Rebuild the search index beside the one that answers, or check that it tells the truth."""

import sys

from django.core.management.base import BaseCommand, CommandError
from modelsearch.backends import get_search_backend

from search import rebuilding
from search.backend import WhooshSearchBackend
from search.rebuilding import unavailable
from search.robustness import SearchIndexError
from search.verifying import SAMPLE, Verdict, verify
from search.worker import renew

WIDTH = 30


class Command(BaseCommand):
    help = "Refait l’index de la recherche pendant que le site répond, ou le vérifie (--verifie)."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--utile",
            action="store_true",
            help="Ne refait que ce qui ne peut pas répondre : absent, abîmé, ancien.",
        )
        what.add_argument(
            "--verifie",
            action="store_true",
            help="Compare l’index à la base et demande ce qui diffère, sans rien refaire.",
        )
        parser.add_argument(
            "--echantillon",
            type=int,
            default=SAMPLE,
            help="Objets dont le contenu est comparé, par index (avec --verifie).",
        )

    def handle(self, *args, utile: bool, verifie: bool, echantillon: int, **options):
        backend = get_search_backend()
        if not isinstance(backend, WhooshSearchBackend):
            if verifie:
                # A job of every night: another engine keeps its own index.
                self.stdout.write("Ce moteur tient lui-même son index : rien à vérifier ici.")
                return
            self.rebuild_other(backend, utile)
            return
        try:
            if verifie:
                self.tell(verify(backend, max(0, echantillon)))
            else:
                renew(
                    backend,
                    list(unavailable(backend) if utile else backend.all_indexes()),
                    self.show,
                )
        except SearchIndexError as error:
            raise CommandError(f"L’index n’a pas pu être lu ou refait : {error}") from error

    def tell(self, verdicts: list[Verdict]) -> None:
        """A line an index, then the sum."""
        for found in verdicts:
            self.stdout.write(
                f"  {found.name:32} {found.indexed} dans l’index, {found.missing} manquants, "
                f"{found.extra} en trop, {found.different} différents "
                f"({found.looked_at} comparés)"
            )
        wrong = sum(found.missing + found.extra + found.different for found in verdicts)
        self.stdout.write(
            f"{wrong} à reprendre : c’est demandé." if wrong else "L’index dit ce que dit la base."
        )

    def rebuild_other(self, backend, utile: bool) -> None:
        """Another engine of the family: what it needs first, then its own command."""
        if rebuilding.prepare_other(backend) or not utile:
            rebuilding.rebuild_other(verbosity=1)

    def show(self, name: str, done: int, total: int) -> None:
        """A bar on one line; on paper, the last word only."""
        if done < total and not self.stdout.isatty():
            return
        if done >= total and getattr(self, "_ended", None) == name:
            return
        self._ended = name if done >= total else None
        part = done / total if total else 1.0
        bar = "█" * round(part * WIDTH)
        start = "\r" if sys.stdout.isatty() else ""
        end = "\n" if done >= total else ""
        self.stdout.write(f"{start}  {name:32} {bar:░<{WIDTH}} {done} / {total}", ending=end)
        self.stdout.flush()
