from .contact import ContactMessage, ContactPage, ContactQueue
from .glossary import GlossaryEntry, GlossaryPage
from .pages import ContentPage, CqpPage, HomePage, NewsIndexPage, NewsPage
from .settings import PortalSettings

__all__ = [
    "ContactMessage",
    "ContactPage",
    "ContactQueue",
    "ContentPage",
    "CqpPage",
    "GlossaryEntry",
    "GlossaryPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PortalSettings",
]
