"""A change of what the directory shows forgets the pages kept, once it is certain."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from catalogue.generation import content_has_changed
from members.models import Agreement, Structure

SHOWN = (Structure, Agreement)
LINKED = tuple(model.supports.through for model in SHOWN)


@receiver([post_save, post_delete])
def on_change(sender, **kwargs) -> None:
    if sender in SHOWN:
        content_has_changed()


@receiver(m2m_changed)
def on_supports_changed(sender, **kwargs) -> None:
    if sender in LINKED:
        content_has_changed()
