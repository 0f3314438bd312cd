"""How many times a term, an organisation or a licence is used: what must not vanish unseen."""

from django.db import models

from catalogue.models import VOCABULARIES, Keyword, Licence, Organisation

# What editors share: losing one silently would empty records that use it.
SHARED = (*VOCABULARIES, Keyword, Licence, Organisation)


def uses_of(item: models.Model) -> int:
    """How many records, organisations and texts use this item."""
    related = sum(_count(relation, item) for relation in item._meta.related_objects)
    return related or _in_texts(item)


def _count(relation, item: models.Model) -> int:
    manager = relation.related_model._base_manager
    return manager.filter(**{relation.field.name: item}).count()


def _in_texts(item: models.Model) -> int:
    """Uses by choosers inside composed texts, which no foreign key shows."""
    from wagtail.models import ReferenceIndex

    return ReferenceIndex.get_grouped_references_to(item).count()


def uses_text(uses: int) -> str:
    """« 12 utilisations », « jamais utilisé »."""
    if not uses:
        return "jamais utilisé"
    return f"{uses} utilisation{'s' if uses > 1 else ''}"
