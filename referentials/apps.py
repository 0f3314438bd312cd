from django.apps import AppConfig


class ReferentialsConfig(AppConfig):
    name = "referentials"
    verbose_name = "référentiels"

    def ready(self) -> None:
        from catalogue.cards import FactSource, register_facts
        from catalogue.models import RecordKind
        from referentials import signal_handlers  # noqa: F401

        kind, page = RecordKind.REFERENTIAL, "referentialpage"
        register_facts(
            FactSource(kind, 2, f"{page}__competency_count", "{} compétences", "{} compétence"),
            FactSource(kind, 3, f"{page}__version", "Version {}"),
        )
