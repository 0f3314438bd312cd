from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.bulk_actions import MergeBulkAction
from catalogue.file_screens import RecordFileViewSet, open_file
from catalogue.models import VOCABULARIES, Keyword, Record, RemovedRecord
from catalogue.rights import NeverAdded
from catalogue.uses import SHARED, uses_of, uses_text
from catalogue.viewsets import OrganisationViewSet, RemovedRecordViewSet, VocabularyGroup

register_permission_policy(RemovedRecord, NeverAdded(RemovedRecord))
register_snippet(VocabularyGroup)
register_snippet(OrganisationViewSet)
register_snippet(RecordFileViewSet)
register_snippet(RemovedRecordViewSet)
hooks.register("register_bulk_action", MergeBulkAction)


@hooks.register("register_admin_urls")
def editors_files():
    return [path("fichiers-de-fiche/<int:pk>/", open_file, name="catalogue_admin_file")]


@hooks.register("after_unpublish_page")
def tell_what_readers_find(request, page) -> None:
    """The former address says that the record is gone; one may propose another instead."""
    path = page.get_url() if isinstance(page, Record) else None
    removed = RemovedRecord.objects.filter(path=path).first() if path else None
    if removed and not removed.replacement:
        url = reverse("wagtailsnippets_catalogue_removedrecord:edit", args=[removed.pk])
        messages.warning(
            request,
            "L’ancienne adresse dit maintenant que la fiche a été retirée.",
            buttons=[messages.button(url, "Proposer une autre fiche à la place")],
        )


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances) -> HttpResponse | None:
    """A shared item in use is merged or replaced, not deleted: its records would lose it."""
    for item in instances:
        uses = uses_of(item) if isinstance(item, SHARED) else 0
        if uses:
            merged = isinstance(item, (*VOCABULARIES, Keyword))
            way = "Fusionnez-le avec un autre" if merged else "Remplacez-le d’abord dans ces fiches"
            messages.error(
                request, f"« {item} » ne peut pas être supprimé : {uses_text(uses)}. {way}."
            )
            return redirect(type(item).snippet_viewset.get_url_name("list"))
    return None
