"""The workflows delivered with the site. Made once: what the network changes is never undone."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Workflow, WorkflowPage, WorkflowTask, get_page_models

from catalogue.models import RecordKind
from catalogue.models.index_pages import RecordIndexPage
from editorial.reviewing.models import ReadyWorkflow, ReviewTask


@dataclass(frozen=True)
class Step:
    """One step: its name, whether only the network's editors take it, who may not."""

    name: str
    editors_only: bool = False
    another_person: bool = False


# The name is read after « Soumettre à… ».
PLANS = {
    RecordKind.RESOURCE: ("la relecture", (Step("Relecture d’une ressource"),)),
    RecordKind.MONOGRAPH: (
        "la relecture, puis au réseau",
        (
            Step("Relecture d’une monographie"),
            Step("Accord du réseau sur une monographie", editors_only=True),
        ),
    ),
    RecordKind.REFERENTIAL: (
        "la double relecture",
        (
            Step("Première relecture d’un référentiel"),
            Step("Seconde relecture d’un référentiel", another_person=True),
        ),
    ),
}


@transaction.atomic
def ensure_workflows(*, reviewers: list[str], editors: list[str]) -> None:
    """Make what was never made, with groups of these names, and give it to the lists.

    A workflow that was renamed, changed or deleted since is left as it is.
    """
    made = set(ReadyWorkflow.objects.values_list("kind", flat=True))
    for kind, (name, steps) in PLANS.items():
        if kind in made:
            continue
        workflow = Workflow.objects.create(name=name)
        for order, step in enumerate(steps):
            groups = editors if step.editors_only else [*reviewers, *editors]
            WorkflowTask.objects.create(
                workflow=workflow, task=_make(step, groups), sort_order=order
            )
        ReadyWorkflow.objects.create(kind=kind, workflow=workflow)
        for page in index_pages(kind):
            _give(workflow, page)


def _make(step: Step, groups: list[str]) -> ReviewTask:
    task = ReviewTask.objects.create(name=step.name, another_person=step.another_person)
    task.groups.set(Group.objects.filter(name__in=groups))
    return task


def index_pages(kind: str) -> list[RecordIndexPage]:
    """The lists of one kind."""
    models = [model for model in get_page_models() if issubclass(model, RecordIndexPage)]
    return [page for model in models if model.kind == kind for page in model.objects.all()]


def _give(workflow: Workflow, page) -> None:
    """A list that already has a workflow keeps it."""
    WorkflowPage.objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})


def on_page_made(sender, instance, created: bool, raw: bool = False, **kwargs) -> None:
    """A list that is made after its workflow receives it."""
    if not created or raw or not isinstance(instance, RecordIndexPage):
        return
    ready = ReadyWorkflow.objects.filter(kind=instance.kind).exclude(workflow=None).first()
    if ready:
        _give(ready.workflow, instance)


def connect() -> None:
    post_save.connect(on_page_made, dispatch_uid="editorial.ready_made")
