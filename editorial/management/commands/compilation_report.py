"""Make a recueil of every monograph and say how it stands; nothing of it is kept."""

import resource
import time
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue import access
from catalogue.models import Record, RecordKind
from editorial.compiling import composing
from editorial.compiling.gathering import book_of
from editorial.compiling.models import Compilation
from editorial.compiling.standing import standing_of
from exports.books.checking import page_faults
from exports.books.odt import render_book_odt
from exports.books.pdf import render_book
from exports.structure import faults_of

KINDS = {
    "monographies": (RecordKind.MONOGRAPH,),
    "tout": (RecordKind.MONOGRAPH, RecordKind.RESOURCE),
}


class Command(BaseCommand):
    help = "Fait un recueil des monographies et dit ses pages, ses secondes, sa mémoire, ses fautes"

    def add_arguments(self, parser):
        parser.add_argument("--fiches", default="monographies", choices=KINDS)
        parser.add_argument("--garder", help="Dossier où laisser le PDF et l’ODT.")

    def handle(self, *args, fiches, garder, **options):
        with transaction.atomic():
            book, count = self._book(KINDS[fiches])
            transaction.set_rollback(True)
        begun, clock = time.perf_counter(), time.process_time()
        laid = render_book(book)
        seconds, worked = time.perf_counter() - begun, time.process_time() - clock
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(
            f"{count} fiches, {laid.pages} pages, {len(laid.data) // 1000} Ko, {seconds:.1f} s "
            f"({worked:.1f} s de calcul), {memory} Mo au plus"
        )
        begun = time.perf_counter()
        odt = render_book_odt(book, laid.numbers)
        self.stdout.write(f"ODT\u00a0: {len(odt) // 1000} Ko, {time.perf_counter() - begun:.1f} s")
        if garder:
            Path(garder, "recueil.pdf").write_bytes(laid.data)
            Path(garder, "recueil.odt").write_bytes(odt)
        faults = [*faults_of(laid.data, book.cover.title), *page_faults(laid.data, book)]
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} fautes.")
        self.stdout.write("Balises et numéros de page\u00a0: aucune faute.")

    def _book(self, kinds):
        """The book, from a recueil that is rolled back."""
        everybody = AnonymousUser()
        records = Record.objects.filter(record_kind__in=kinds).order_by("title", "pk")
        compilation = Compilation.objects.create(title="Toutes les pratiques", foreword="Essai.")
        composing.add(compilation, list(access.openable_by(records, everybody)))
        standing = standing_of(compilation, everybody)
        book = book_of(compilation, standing, lambda done, total, sentence: None)
        return book, len(standing.printed)
