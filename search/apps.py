from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_delete, post_save, pre_delete


class SearchConfig(AppConfig):
    """Installing this app puts indexing in a queue: the family's own handlers are let go.

    Without it, the backend works with the family's task, one commit an object.
    """

    name = "search"
    verbose_name = "recherche"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from modelsearch.index import get_indexed_models
        from modelsearch.signal_handlers import (
            post_delete_signal_handler,
            post_save_signal_handler,
        )

        from search import queue

        let_go = [
            post_save.disconnect(post_save_signal_handler, sender=model)
            and post_delete.disconnect(post_delete_signal_handler, sender=model)
            for model in get_indexed_models()
        ]
        if let_go and not any(let_go):
            raise ImproperlyConfigured("« search » se place après l’application de la famille.")
        post_save.connect(queue.on_saved)
        pre_delete.connect(queue.on_deleting)
        post_delete.connect(queue.on_deleted)
