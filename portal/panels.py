"""Read-only fields said in words, in the editors' interface."""

from wagtail.admin.panels import FieldPanel


class SentPanel(FieldPanel):
    """When a message was forwarded, or why it was not."""

    def format_value_for_display(self, value) -> str:
        if value:
            return super().format_value_for_display(value)
        return "Pas encore : si cela dure, le sujet n’a pas de destinataire. Le message attend ici."


class QueuePanel(FieldPanel):
    """The subject of a message as the form names it."""

    def format_value_for_display(self, value) -> str:
        from portal.models import ContactQueue

        queue = ContactQueue.objects.filter(key=value).first()
        return queue.label if queue else value
