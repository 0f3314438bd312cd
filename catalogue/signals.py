"""Signals of this room."""

from django.dispatch import Signal

# Sent when content changes without a model signal (`QuerySet.update`, bulk writes), by the
# model, with the `keys` of the objects to index again.
content_changed = Signal()

# Sent when a signed-in person is given a reserved file, with `item` (a RecordFile) and `user`.
reserved_file_opened = Signal()

# Sent before a person publishes or schedules a page, with `page` (as it will be online) and
# `user`. A receiver that raises stops the publication.
about_to_be_published = Signal()
