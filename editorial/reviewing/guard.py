"""Publishing never jumps over the people who still have to read."""

from collections.abc import Iterator

from django.contrib import messages
from django.shortcuts import redirect
from wagtail.models import WorkflowState

from catalogue.models import Record
from editorial.freshness.models import EditorialSettings
from editorial.reviewing.rights import APPROVE

WHOLE_WAY = "Cette fiche se publie au bout de son circuit de relecture : choisissez « Soumettre »."
STEPS_LEFT = "Cette fiche attend encore une autre étape de relecture avant d’être publiée."
NOT_YOU = "Cette fiche est en relecture, et une autre personne que vous doit l’approuver."


def why_not(page, user) -> str:
    """Why this person may not publish this record right now; nothing when they may."""
    if not isinstance(page, Record):
        return ""
    state = page.current_workflow_state if page.pk else None
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        required = EditorialSettings.load().review_required
        return WHOLE_WAY if required and page.has_workflow else ""
    if not state.is_at_final_task:
        return STEPS_LEFT
    task = page.current_workflow_task
    approves = task is None or APPROVE in task.get_actions(page, user) or _is_wagtails(task)
    return "" if approves else NOT_YOU


def _is_wagtails(task) -> bool:
    """A step that the network made with Wagtail's own type follows Wagtail's rules."""
    return not hasattr(task, "another_person")


def before_publishing(request, page):
    """What was typed is kept as a draft; only the publication is refused."""
    if reason := why_not(page, request.user):
        messages.error(request, f"{reason} Votre texte est gardé en brouillon.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def in_the_menu(menu_items: list, request, context: dict) -> None:
    """« Publier » is not offered to whoever would be refused."""
    page = context.get("page")
    if context.get("view") == "create" or page is None or not isinstance(page, Record):
        return
    if why_not(page, request.user):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


def before_bulk(request, action_type: str, objects, action_class):
    """The same for several pages at once: all, or none."""
    if action_type != "publish" or request.method != "POST":
        return None
    for record in _records_among(objects, below="include_descendants" in request.POST):
        if reason := why_not(record, request.user):
            messages.error(request, f"Rien n’est publié. « {record.title} » : {reason}")
            return redirect(request.get_full_path())
    return None


def _records_among(pages, *, below: bool) -> Iterator[Record]:
    """The records of a choice of pages, and what stands below them if that goes along."""
    for page in pages:
        chosen = Record.objects.descendant_of(page, inclusive=True)
        yield from chosen if below else chosen.filter(pk=page.pk)
