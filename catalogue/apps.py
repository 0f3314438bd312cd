from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "catalogue"

    def ready(self) -> None:
        from catalogue import signal_handlers  # noqa: F401
