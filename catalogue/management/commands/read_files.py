"""Read the text of the files that nobody read yet, for the search."""

from collections import Counter

from django.core.management.base import BaseCommand

from catalogue.models import RecordFile, TextState
from catalogue.reading_files import read_and_keep, waiting_files


class Command(BaseCommand):
    help = "Lit le texte des fichiers qui n’ont pas encore été lus (relançable)."

    def handle(self, *args, **options):
        files = waiting_files()
        keys = [item.pk for item in files]
        if not keys:
            self.stdout.write("Tous les fichiers sont déjà lus.")
            return
        self.done, self.total = 0, len(keys)
        read_and_keep(files, self.progress)
        states = RecordFile.objects.filter(pk__in=keys).values_list("text_state", flat=True)
        self.report(Counter(states))

    def progress(self) -> None:
        """A counter on one line; the last count only, in a journal."""
        self.done += 1
        last = self.done == self.total
        if last or self.stdout.isatty():
            line = f"\rTexte des fichiers : {self.done} / {self.total}"
            self.stdout.write(line, ending="\n" if last else "")
            self.stdout.flush()

    def report(self, found: Counter) -> None:
        parts = [f"{state.label} : {found[state]}" for state in TextState if found[state]]
        self.stdout.write(" · ".join(parts))
