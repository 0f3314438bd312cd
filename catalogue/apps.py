from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "catalogue"

    def ready(self) -> None:
        from catalogue import indexing, signal_handlers  # noqa: F401
        from catalogue.productions.kinds import register_kind
        from catalogue.selection import archive

        register_kind(archive.KIND, archive.SELECTION)
        indexing.follow()
