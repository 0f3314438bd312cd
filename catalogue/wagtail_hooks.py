from wagtail import hooks
from wagtail.snippets.models import register_snippet

from catalogue.bulk_actions import MergeBulkAction
from catalogue.viewsets import (
    OrganisationViewSet,
    RecordFileViewSet,
    RemovedRecordViewSet,
    VocabularyGroup,
)

register_snippet(VocabularyGroup)
register_snippet(OrganisationViewSet)
register_snippet(RecordFileViewSet)
register_snippet(RemovedRecordViewSet)
hooks.register("register_bulk_action", MergeBulkAction)
