"""A refused publication becomes a page that says what to mend, whatever the door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from editorial.checking.gate import PublicationRefused


class RefusedPublicationMiddleware:
    """Answers in place of the view that tried to publish."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublicationRefused):
            return None
        records = list(exception.refused.items())
        if len(records) == 1:
            return redirect(f"{_address(records[0][0])}?refus=1")
        rows = [
            {"title": record.title, "url": _address(record), "stops": stops}
            for record, stops in records
        ]
        return render(request, "editorial/admin/several_refused.html", {"rows": rows}, status=409)


def _address(record) -> str:
    return reverse("record_checks", args=[record.pk])
