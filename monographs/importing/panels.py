"""In the editor of an imported fiche: where it comes from, and the way back to its source."""

from wagtail.admin.panels import Panel


class ImportedPanel(Panel):
    """Shown on imported fiches only."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "monographs/admin/imported_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self._imported() is not None

        def get_context_data(self, parent_context=None) -> dict:
            return super().get_context_data(parent_context) | {"imported": self._imported()}

        def _imported(self):
            from monographs.importing.models import FicheImport

            if not self.instance.pk:
                return None
            found = FicheImport.objects.filter(page=self.instance.pk).select_related("file")
            return found.defer("passages").first()
