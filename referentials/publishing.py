"""From the tree of a published referential to the rows that resources point to."""

from uuid import UUID

from django.db import transaction

from catalogue.signals import content_changed
from referentials.blocks import walk_competencies
from referentials.models import Competency, ReferentialPage


@transaction.atomic
def publish_competencies(referential: ReferentialPage) -> None:
    """Make `Competency` rows say exactly what the live tree says.

    Known identifiers are updated in place (links survive a new code or wording), new ones
    are added, those that left the tree are retired.
    """
    known = {row.identifier: row for row in referential.competencies.all()}
    fields = ["code", "label", "context", "criteria", "block_title", "activity_title"]
    fields += ["position", "retired"]
    added, kept = [], []
    for position, (identifier, value, activity, block) in enumerate(
        walk_competencies(referential.tree)
    ):
        row = known.pop(UUID(identifier), None)
        (kept if row else added).append(row := row or Competency(referential=referential))
        row.identifier = UUID(identifier)
        row.code, row.label = value["code"], value["label"]
        row.context, row.criteria = value["context"] or "", list(value["criteria"])
        row.block_title = f"{block['code']} {block['title']}"[:280]
        row.activity_title = f"{activity['code']} {activity['title']}"[:280]
        row.position, row.retired = position, False
    Competency.objects.bulk_create(added)
    Competency.objects.bulk_update(kept, fields)
    gone = [row.pk for row in known.values()]
    Competency.objects.filter(pk__in=gone).update(retired=True)
    referential.competency_count = len(added) + len(kept)
    ReferentialPage.objects.filter(pk=referential.pk).update(
        competency_count=referential.competency_count
    )
    content_changed.send(Competency, keys=[*gone, *(row.pk for row in added + kept)])
