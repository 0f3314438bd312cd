"""Changing one term for another where no foreign key leads: drafts and composed texts.

Drafts (and older versions, which an editor may bring back) name terms by number in their
JSON; so do the choosers inside a StreamField, online as well.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, get_page_models

from catalogue.models import Record


@dataclass(frozen=True)
class Swap:
    """Numbers of one model that give way to another, or to nothing."""

    model: type[models.Model]
    gone: frozenset[int]
    keep: int | None

    def everywhere(self) -> None:
        """Rewrite every version of every record, and the texts online."""
        for model in get_page_models():
            if issubclass(model, Record):
                self._online(model)
        kept = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=[str(pk) for pk in Record.objects.values_list("pk", flat=True)],
        )
        for revision in kept.iterator(chunk_size=50):
            fresh = self.content(revision.content_type.model_class(), revision.content)
            if fresh != revision.content:
                Revision.objects.filter(pk=revision.pk).update(content=fresh)

    def _online(self, model: type[Record]) -> None:
        """Texts of the published pages that hold a chooser of this model."""
        names = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, StreamField) and self._is_in(field.stream_block)
        ]
        for page in model.objects.all() if names else ():
            for name in names:
                raw = getattr(page, name).get_prep_value()
                fresh = self._block(getattr(page, name).stream_block, raw)
                if fresh != raw:
                    model.objects.filter(pk=page.pk).update(**{name: fresh})

    def content(self, model: type[models.Model], content: dict) -> dict:
        """The stored form of an object, rewritten; its children too."""
        fresh = dict(content)
        for field in model._meta.get_fields():
            if isinstance(field, models.ManyToOneRel):
                name = field.get_accessor_name()
                if isinstance(fresh.get(name), list):
                    fresh[name] = self._children(field.related_model, fresh[name])
            elif field.name in fresh:
                fresh[field.name] = self._value(field, fresh[field.name])
        return fresh

    def _children(self, model: type[models.Model], children: list[dict]) -> list[dict]:
        """Child rows rewritten; one that becomes the twin of another goes."""
        fresh: list[dict] = []
        for child in children:
            changed = self.content(model, child)
            twins = any(_said(changed) == _said(other) for other in fresh)
            if changed == child or not twins:
                fresh.append(changed)
        return fresh

    def _value(self, field: models.Field, value):
        if isinstance(field, StreamField) and isinstance(value, str):
            raw = json.loads(value)
            fresh = self._block(field.stream_block, raw)
            return value if fresh == raw else json.dumps(fresh)
        if field.related_model is not self.model:
            return value
        if isinstance(value, list):
            numbers = dict.fromkeys(map(self._number, value))
            return [number for number in numbers if number is not None]
        return self._number(value)

    def _number(self, value):
        return self.keep if value in self.gone else value

    def _block(self, block: blocks.Block, raw):
        """The stored form of a block, rewritten."""
        if isinstance(block, ChooserBlock):
            return self._number(raw) if block.model_class is self.model else raw
        if isinstance(block, blocks.StructBlock):
            return {
                name: self._block(block.child_blocks[name], value)
                if name in block.child_blocks
                else value
                for name, value in raw.items()
            }
        if isinstance(block, blocks.StreamBlock):
            return [
                item | {"value": self._block(block.child_blocks[item["type"]], item["value"])}
                if item["type"] in block.child_blocks
                else item
                for item in raw
            ]
        if isinstance(block, blocks.ListBlock):
            return [item | {"value": self._block(block.child_block, item["value"])} for item in raw]
        return raw

    def _is_in(self, block: blocks.Block) -> bool:
        return any(
            isinstance(part, ChooserBlock) and part.model_class is self.model
            for part in _parts(block)
        )


def _said(child: dict) -> dict:
    """A child row without its number and rank."""
    return {name: value for name, value in child.items() if name not in ("pk", "sort_order")}


def _parts(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    children = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, blocks.ListBlock):
        children.append(block.child_block)
    for child in children:
        yield from _parts(child)
