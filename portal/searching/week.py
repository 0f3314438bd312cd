"""« Recherches de la semaine »: what is asked often, and what is asked without result.

Rare words may tell of somebody: what was asked fewer than FEWEST times stays hidden.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpResponse
from django.utils import timezone

from exports.sheets_csv import csv_text
from portal.models import AskedQuery

FEWEST = 3
SHOWN = 50
PERIODS = (7, 30, 90)
HEADERS = ("Mots cherchés", "Fois", "Résultats, la dernière fois")


def period_of(asked: str) -> int:
    """The number of days asked for, among those offered."""
    return int(asked) if asked in map(str, PERIODS) else PERIODS[0]


def most_asked(days: int) -> QuerySet:
    """{words, total, last_found}, the most asked first; today counts as one day."""
    since = timezone.localdate() - timedelta(days=days - 1)
    last = AskedQuery.objects.filter(words=OuterRef("words")).order_by("-day").values("found")
    return (
        AskedQuery.objects.filter(day__gte=since)
        .values("words")
        .annotate(total=Sum("asked"), last_found=Subquery(last[:1]))
        .filter(total__gte=FEWEST)
        .order_by("-total", "words")
    )


def without_result(days: int) -> QuerySet:
    """Those that found nothing the last time."""
    return most_asked(days).filter(last_found=0)


def as_csv(rows: Iterable[dict], name: str) -> HttpResponse:
    """The rows as a spreadsheet opens them in French; no cell is ever computed."""
    cells = ((row["words"], row["total"], row["last_found"]) for row in rows)
    response = HttpResponse(csv_text(HEADERS, cells), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
