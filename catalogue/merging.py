"""Merging terms: several spellings become one, and nothing that used them is lost."""

from django.db import models, transaction

from catalogue.models import Keyword, RecordKeyword, Term
from catalogue.rewriting import Swap
from catalogue.signals import content_changed


@transaction.atomic
def merge_terms(keep: Term, others: list[Term]) -> None:
    """Give `keep` every use of `others`, drafts included, then delete them.

    Their labels and synonyms become synonyms of `keep`, so that readers who type the former
    word still find. Raises `ValueError` when the terms are not of one vocabulary.
    """
    if any(type(other) is not type(keep) for other in others):
        raise ValueError("On ne fusionne que des termes d’un même vocabulaire.")
    others = [other for other in others if other.pk != keep.pk]
    for other in others:
        _move_uses(keep, other)
    Swap(type(keep), frozenset(other.pk for other in others), keep.pk).everywhere()
    words = [*keep.synonym_list]
    for other in others:
        words += [other.label, *other.synonym_list]
        other.delete()
    known = {keep.label}
    keep.synonyms = "\n".join(dict.fromkeys(word for word in words if word not in known))
    keep.save()
    content_changed.send(type(keep))


def _move_uses(keep: Term, other: Term) -> None:
    for relation in keep._meta.related_objects:
        if relation.many_to_many:
            _move_links(relation, keep, other)
        elif relation.one_to_many:
            relation.related_model._base_manager.filter(**{relation.field.name: other}).update(
                **{relation.field.name: keep}
            )


def _move_links(relation: models.ManyToManyRel, keep: Term, other: Term) -> None:
    """Move the rows of a many-to-many table, without doubling those that have both."""
    links = relation.through._base_manager
    target, source = relation.field.m2m_reverse_name(), relation.field.m2m_column_name()
    both = links.filter(**{target: keep.pk}).values(source)
    links.filter(**{target: other.pk}).exclude(**{f"{source}__in": both}).update(
        **{target: keep.pk}
    )
    links.filter(**{target: other.pk}).delete()


@transaction.atomic
def merge_keywords(keep: Keyword, others: list[Keyword]) -> None:
    """Give `keep` every record of the other keywords, drafts included, then delete them."""
    others = [other for other in others if other.pk != keep.pk]
    links = RecordKeyword.objects.filter(tag__in=others)
    already = RecordKeyword.objects.filter(tag=keep).values("content_object")
    moved: set[int] = set(already.values_list("content_object", flat=True))
    for link in links:
        if link.content_object_id in moved:
            link.delete()
        else:
            moved.add(link.content_object_id)
            link.tag = keep
            link.save()
    gone = [other.pk for other in others]
    Swap(Keyword, frozenset(gone), keep.pk).everywhere()
    Keyword.objects.filter(pk__in=gone).delete()
