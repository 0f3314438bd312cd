"""« Importer des fiches »: dropping files, and what became of each."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.text import file_size
from monographs.importing import showing
from monographs.importing.drafting import draft_of
from monographs.importing.fiche import Fiche, Item
from monographs.importing.models import FicheImport, ImportBatch, ImportedFile
from monographs.importing.receiving import AT_ONCE, receive

BATCHES_A_PAGE = 15


def may_import(user) -> bool:
    """Whether this person may add a page somewhere on the site."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "add")


def for_importers(view: Callable) -> Callable:
    """A screen for those who may add a page."""

    @wraps(view)
    def inner(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


def batches_of(user) -> QuerySet[ImportBatch]:
    """The imports this person may see: their own; all of them for who may publish."""
    fiches = FicheImport.objects.select_related("page").defer("passages")
    files = ImportedFile.objects.select_related("same_as").prefetch_related(
        Prefetch("fiches", fiches)
    )
    batches = ImportBatch.objects.select_related("user").prefetch_related(Prefetch("files", files))
    publishes = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
    return batches if publishes else batches.filter(user=user)


@for_importers
def import_page(request: HttpRequest) -> HttpResponse:
    """Drop files; below, the last imports."""
    missing = False
    if request.method == "POST":
        uploads = request.FILES.getlist("files")
        if uploads:
            return redirect("fiche_import_batch", receive(uploads, request.user).pk)
        missing = True
    listed = Paginator(batches_of(request.user), BATCHES_A_PAGE)
    context = {
        "batches": listed.get_page(request.GET.get("p")),
        "missing": missing,
        "at_once": AT_ONCE,
        "limit": file_size(settings.RECORD_FILE_MAX_BYTES),
    }
    return render(request, "monographs/admin/import.html", context, status=422 if missing else 200)


@for_importers
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the files of one import."""
    batch = get_object_or_404(batches_of(request.user), pk=pk)
    files = list(batch.files.all())
    showing.show_twins([fiche for file in files for fiche in file.fiches.all()], request.user)
    same = [file.same_as.batch_id for file in files if file.same_as]
    context = {
        "batch": batch,
        "files": files,
        "seen": set(batches_of(request.user).filter(pk__in=same).values_list("pk", flat=True)),
        "over": sum(file.is_over for file in files),
        "waiting": any(not file.is_over for file in files),
    }
    return render(request, "monographs/admin/import_batch.html", context)


@require_POST
@for_importers
def by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with nothing but a title, for a file that could not be read."""
    file = get_object_or_404(
        ImportedFile, pk=pk, batch__in=batches_of(request.user), state=ImportedFile.State.REFUSED
    )
    title = PurePath(file.name).stem.replace("_", " ").replace("-", " ").strip()
    fiche = Fiche({"titre": [Item(title)]})
    return redirect("wagtailadmin_pages:edit", draft_of(fiche, request.user).pk)
