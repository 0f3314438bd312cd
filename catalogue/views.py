"""Files and permanent addresses. Every answer asks `access` first."""

from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import content_disposition_header

from catalogue import access
from catalogue.models import Record, RecordFile
from catalogue.pages import ask_url
from catalogue.signals import reserved_file_opened

PRIVATE = "private, no-store"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
}


def file(request: HttpRequest, identifier: UUID, name: str) -> HttpResponseBase:
    """A file of a record, for those who may open it."""
    item = _known_file(request, identifier)
    if not access.can_open(request.user, item):
        return refusal(request, item.record)
    response = stored_file(item)
    reserved = item.record.access_level != access.Level.PUBLIC
    if reserved and request.method == "GET" and request.user.is_authenticated:
        reserved_file_opened.send(sender=RecordFile, item=item, user=request.user)
    return response


def stored_file(item: RecordFile) -> HttpResponseBase:
    """The bytes of a file; whoever calls has asked whether this reader may open it."""
    return _send(item.file, item.download_name, TYPES[item.extension], item.record, attach=True)


def thumbnail(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """The picture of a file's first page: part of the body, so under the same rule."""
    item = _known_file(request, identifier)
    if not item.thumbnail or not access.can_open(request.user, item):
        raise Http404
    return _send(item.thumbnail, "apercu.png", "image/png", item.record, attach=False)


def permalink(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The stable identifier leads to the record's address of today."""
    records = access.visible_to(Record.objects.all(), request.user)
    return redirect(get_object_or_404(records, identifier=identifier).get_url(request))


def _known_file(request: HttpRequest, identifier: UUID) -> RecordFile:
    item = get_object_or_404(RecordFile.objects.select_related("record"), identifier=identifier)
    if not access.can_know(request.user, item.record):
        raise Http404
    return item


def turned_away(request: HttpRequest, record: Record) -> HttpResponse | None:
    """The refusal for a reader who may not open this record; none for who may.

    Raises `Http404` when the reader may not even know of it.
    """
    if not access.can_know(request.user, record):
        raise Http404
    return None if access.can_open(request.user, record) else refusal(request, record)


def refusal(request: HttpRequest, record: Record) -> HttpResponse:
    """What a reader gets instead of the bytes of a closed record: why, and what to do."""
    login_url = f"{resolve_url(settings.LOGIN_URL)}?next={record.get_url(request)}"
    lock = access.lock_of(request.user, record)
    context = {
        "record": record,
        "lock": lock,
        "ask_url": ask_url(request.user, record, lock),
        "login_url": "" if request.user.is_authenticated else login_url,
    }
    response = render(request, "catalogue/file_refused.html", context, status=403)
    response["Cache-Control"] = PRIVATE
    return response


def _send(stored, name: str, content_type: str, record: Record, *, attach: bool):
    """The bytes of a record; those that everybody may read are kept a little."""
    # A signed address lives less long than a cache would keep the way to it.
    keepable = record.access_level == access.Level.PUBLIC and not settings.S3_BUCKET
    response = send_stored(stored, name, content_type, attach=attach)
    response["Cache-Control"] = "public, max-age=300" if keepable else PRIVATE
    return response


def send_stored(stored, name: str, content_type: str, *, attach: bool = True) -> HttpResponseBase:
    """The bytes: by the proxy, by a short signed address, or by ourselves; kept by nobody.

    Whoever calls has asked whether this reader may open it.
    """
    if settings.S3_BUCKET:
        response: HttpResponseBase = redirect(stored.url)
    elif settings.X_ACCEL_PREFIX:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + quote(stored.name)
    else:
        response = FileResponse(_open(stored), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attach, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = PRIVATE
    return response


def _open(stored):
    try:
        return stored.open("rb")
    except FileNotFoundError as error:
        raise Http404("Le fichier manque dans le stockage.") from error
