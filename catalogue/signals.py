"""Signals of this room."""

from django.dispatch import Signal

# Sent when content changes without a model signal (`QuerySet.update`, bulk writes), by the
# model, with the `keys` of the objects to index again.
content_changed = Signal()
