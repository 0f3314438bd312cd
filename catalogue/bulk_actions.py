"""« Fusionner » on a selection of terms or keywords."""

from django.core.exceptions import PermissionDenied
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from catalogue.forms import MergeForm
from catalogue.merging import merge_keywords, merge_terms
from catalogue.models import VOCABULARIES, Keyword
from catalogue.uses import uses_of, uses_text


class MergeBulkAction(SnippetBulkAction):
    """Keep one of the chosen terms; the others become its synonyms."""

    display_name = "Fusionner"
    action_type = "merge"
    aria_label = "Fusionner les termes choisis"
    template_name = "catalogue/admin/confirm_merge.html"
    action_priority = 20
    form_class = MergeForm
    models = [*VOCABULARIES, Keyword]

    def check_perm(self, item) -> bool:
        policy = self.permission_policy
        return policy.user_has_permission(self.request.user, "delete")

    def get_form(self, form_class=None):
        """The chosen terms with their uses, the most used one first and already picked."""
        form = super().get_form(form_class)
        items, _refused = self.get_actionable_objects()
        counted = sorted(((uses_of(item), item) for item in items), key=lambda pair: -pair[0])
        field = form.fields["keep"]
        field.choices = [(str(item.pk), f"{item} : {uses_text(uses)}") for uses, item in counted]
        if counted:
            form.initial["keep"] = str(counted[0][1].pk)
        return form

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(keywords=self.model is Keyword, **kwargs)

    def get_execution_context(self) -> dict:
        context = super().get_execution_context()
        return context | {"keep": self.cleaned_form.cleaned_data["keep"]}

    @classmethod
    def execute_action(cls, objects, keep: str = "", **kwargs) -> tuple[int, int]:
        chosen = next((item for item in objects if str(item.pk) == keep), None)
        if chosen is None:
            raise PermissionDenied
        merge = merge_keywords if isinstance(chosen, Keyword) else merge_terms
        merge(chosen, list(objects))
        return len(objects) - 1, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        keep = self.cleaned_form.cleaned_data["keep"]
        kept = next(item for item in self.actionable_objects if str(item.pk) == keep)
        if num_parent_objects > 1:
            return f"{num_parent_objects} termes ont rejoint « {kept} »."
        return f"Un terme a rejoint « {kept} »."
