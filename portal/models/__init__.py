from .contact import ContactMessage, ContactPage, ContactQueue
from .glossary import GlossaryEntry, GlossaryPage
from .pages import ContentPage, CqpPage, HomePage, NewsIndexPage, NewsPage
from .searching import AskedQuery, SynonymGroup
from .settings import PortalSettings

__all__ = [
    "AskedQuery",
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
    "SynonymGroup",
]
