"""What follows a deletion or an unpublication: files erased, a tombstone left.

And, on each new connection to SQLite, the function that puts titles in French order.
"""

from django.db import transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from catalogue.french_order import FrenchKey
from catalogue.models import (
    Licence,
    Organisation,
    Production,
    Record,
    RecordFile,
    RecordSheet,
    RemovedRecord,
    ResourceKind,
    SheetEdition,
)
from catalogue.rewriting import Swap
from catalogue.sheets.making import sweep_of
from catalogue.text import normalised_key


@receiver(post_delete, sender=RecordFile)
def erase_stored_file(sender, instance: RecordFile, **kwargs) -> None:
    """A deleted row leaves no bytes behind, once the deletion is certain."""

    def erase() -> None:
        for stored in (instance.file, instance.thumbnail):
            if stored:
                stored.storage.delete(stored.name)

    transaction.on_commit(erase)


@receiver(post_delete, sender=RecordSheet)
@receiver(post_delete, sender=Production)
def erase_made(sender, instance: RecordSheet | Production, **kwargs) -> None:
    if instance.file:
        transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name))


def leave_tombstone(record: Record) -> None:
    """Remember that this address existed, so that it answers 410 with a way on."""
    path = record.get_url()
    if path and not record.hide_notice:
        RemovedRecord.objects.update_or_create(
            path=path, defaults={"title": record.title, "replacement": record.replaced_by}
        )


@receiver(page_unpublished)
def on_unpublished(sender, instance, **kwargs) -> None:
    if isinstance(instance, Record):
        leave_tombstone(instance)
        sweep_of(instance)


@receiver(pre_delete)
def on_deleted(sender, instance, **kwargs) -> None:
    if not isinstance(instance, Record):
        return
    if instance.live:
        leave_tombstone(instance)
    sweep_of(instance)
    if instance.hide_notice:
        # What was hidden leaves no code behind: its answer would say that it existed.
        SheetEdition.objects.filter(record=instance.pk).delete()


@receiver(page_published)
def on_published(sender, instance, **kwargs) -> None:
    """A record that comes back is no longer removed."""
    if isinstance(instance, Record):
        RemovedRecord.objects.filter(path=instance.get_url()).delete()
        sweep_of(instance)


@receiver(post_delete, sender=Organisation)
@receiver(post_delete, sender=Licence)
@receiver(post_delete, sender=ResourceKind)
def forget_in_drafts(sender, instance, **kwargs) -> None:
    """The database protects what is online only: a draft that names what is gone must open."""
    Swap(sender, frozenset([instance.pk]), None).everywhere()


@receiver(connection_created)
def teach_french_order(sender, connection, **kwargs) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            FrenchKey.function, 1, lambda text: normalised_key(text or ""), deterministic=True
        )
