from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "catalogue"

    def ready(self) -> None:
        from catalogue import indexing, signal_handlers  # noqa: F401

        indexing.follow()
