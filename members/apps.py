from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres"

    def ready(self) -> None:
        from members import journal

        # On SQLite a migration that remakes the table loses its triggers: put back each time.
        post_migrate.connect(journal.guard, sender=self)
