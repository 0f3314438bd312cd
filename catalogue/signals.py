"""Signals of this room."""

from django.dispatch import Signal

# Sent when content changes without a model signal (`QuerySet.update`, bulk writes).
content_changed = Signal()
