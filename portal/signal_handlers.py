"""Groups after the first migration; kept pages forgotten when content changes."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.dispatch import receiver

from catalogue.generation import content_has_changed
from catalogue.signals import content_changed
from portal.apps import PortalConfig

# Whatever these hold may be on a public page.
CONTENT_APPS = frozenset(
    {
        "catalogue",
        "resources",
        "referentials",
        "monographs",
        "portal",
        "wagtailcore",
        "wagtailimages",
        "wagtailredirects",
    }
)
# Written at every autosave or visit, and on no page.
SILENT = frozenset(
    {
        "revision",
        "pagelogentry",
        "modellogentry",
        "referenceindex",
        "contactmessage",
        "taskstate",
        "workflowstate",
        "comment",
        "askedquery",
    }
)


@receiver(post_migrate)
def create_groups(sender, **kwargs) -> None:
    """Our groups exist as soon as the database does (after the last app has its permissions)."""
    if sender.name == PortalConfig.name:
        from editorial.reviewing.ready_made import ensure_workflows
        from portal.french_names import say_it_in_french
        from portal.groups import ADMINISTRATORS, EDITORS, REVIEWERS, ensure_groups

        for app in apps.get_app_configs():
            create_permissions(app, verbosity=0)
        ensure_groups()
        say_it_in_french()
        ensure_workflows(reviewers=[REVIEWERS], editors=[EDITORS, ADMINISTRATORS])


@receiver([post_save, post_delete])
def on_content_changed(sender, **kwargs) -> None:
    if sender._meta.app_label in CONTENT_APPS and sender._meta.model_name not in SILENT:
        content_has_changed()


@receiver(content_changed)
def on_content_announced(sender, **kwargs) -> None:
    content_has_changed()


@receiver(m2m_changed)
def on_relation_changed(sender, **kwargs) -> None:
    if sender._meta.app_label in CONTENT_APPS:
        content_has_changed()
