from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.models import ContactMessage, GlossaryEntry


class GlossaryEntryViewSet(SnippetViewSet):
    model = GlossaryEntry
    icon = "openquote"
    menu_label = "Glossaire"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["term", "expansion", "origin"]
    list_filter = ["origin"]
    search_fields = ["term", "expansion", "definition"]


class ContactMessageViewSet(SnippetViewSet):
    """Messages received: read, then marked as done. Never written here."""

    model = ContactMessage
    icon = "mail"
    menu_label = "Messages reçus"
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["subject", "queue", "status", "received_at", "sent_at"]
    list_filter = ["queue", "status"]
    search_fields = ["subject", "message", "structure"]


register_snippet(GlossaryEntryViewSet)
register_snippet(ContactMessageViewSet)
