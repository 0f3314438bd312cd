from functools import partial

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "ressources pédagogiques"

    def ready(self) -> None:
        from catalogue.cards import FactSource, register_facts
        from catalogue.facets import register, term_facet
        from catalogue.indexing import records_where
        from catalogue.models import RecordKind, ResourceKind
        from catalogue.sheets.registry import register_layout
        from resources.documents import LAYOUT
        from search.queue import depends

        path = "resourcepage__resource_kind"
        register(term_facet("type", "Type de ressource", path, 20))
        register_facts(FactSource(RecordKind.RESOURCE, 1, f"{path}__label"))
        depends(ResourceKind, partial(records_where, path))
        register_layout(RecordKind.RESOURCE, LAYOUT)
