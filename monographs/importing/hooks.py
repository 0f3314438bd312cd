"""What the import adds to the editors’ interface (imported by `monographs.wagtail_hooks`)."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from monographs.importing import review_views, views
from monographs.importing.views import may_import

LABEL = "Importer des fiches"


@hooks.register("register_admin_urls")
def import_addresses():
    return [
        path("imports/", views.import_page, name="fiche_imports"),
        path("imports/<int:pk>/", views.batch_page, name="fiche_import_batch"),
        path("imports/fichiers/<int:pk>/saisir/", views.by_hand, name="fiche_by_hand"),
        path("imports/relire/<int:pk>/", review_views.review_page, name="fiche_review"),
        path(
            "imports/relire/<int:pk>/comparer/<int:other>/",
            review_views.compare_page,
            name="fiche_compare",
        ),
    ]


class ImportMenuItem(MenuItem):
    """Shown to those who may add a page."""

    def is_shown(self, request) -> bool:
        return may_import(request.user)


@hooks.register("register_editorial_menu_item")
def import_in_menu() -> ImportMenuItem:
    return ImportMenuItem(LABEL, reverse("fiche_imports"), icon_name="upload", order=10)
