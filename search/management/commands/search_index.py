"""Rebuild the search index beside the one that answers, with a progress bar."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from modelsearch.backends import get_search_backend

from search.backend import WhooshSearchBackend
from search.models import IndexState
from search.rebuilding import rebuild, unavailable
from search.robustness import SearchIndexError

WIDTH = 30


class Command(BaseCommand):
    help = "Refait l’index de la recherche pendant que le site répond (--utile : si besoin)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--utile",
            action="store_true",
            help="Ne refait que ce qui ne peut pas répondre : absent, abîmé, ancien.",
        )

    def handle(self, *args, utile: bool, **options):
        backend = get_search_backend()
        if not isinstance(backend, WhooshSearchBackend):
            raise CommandError("Ce moteur se reconstruit par « manage.py update_index ».")
        try:
            for index in unavailable(backend) if utile else backend.all_indexes():
                rebuild(backend, index, self.show)
            IndexState.note(last_rebuild=timezone.now())
        except SearchIndexError as error:
            raise CommandError(f"L’index n’a pas pu être refait : {error}") from error

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
