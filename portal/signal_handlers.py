from django.db.models.signals import post_migrate
from django.dispatch import receiver

from portal.apps import PortalConfig


@receiver(post_migrate)
def create_groups(sender, **kwargs) -> None:
    """Our groups exist as soon as the database does (after the last app has its permissions)."""
    if sender.name == PortalConfig.name:
        from django.apps import apps
        from django.contrib.auth.management import create_permissions

        from portal.groups import ensure_groups

        for app in apps.get_app_configs():
            create_permissions(app, verbosity=0)
        ensure_groups()
