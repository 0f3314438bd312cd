from .base import BasePage
from .files import RecordFile, TextState
from .keywords import Keyword, RecordKeyword
from .licences import Licence
from .lines import Lines, LinesField
from .organisations import Organisation
from .productions import KEPT_DAYS, Production, ProductionState
from .records import Record, RecordKind, State
from .removed import RemovedRecord
from .searching import RecordText
from .sheets import RecordSheet, SheetEdition, SheetForm, SheetState
from .terms import (
    VOCABULARIES,
    Audience,
    Department,
    Device,
    FormerName,
    Funder,
    Occupation,
    PartnerType,
    Region,
    ResourceKind,
    Role,
    Step,
    StructureType,
    Support,
    Term,
    Theme,
)

__all__ = [
    "KEPT_DAYS",
    "VOCABULARIES",
    "Audience",
    "BasePage",
    "Department",
    "Device",
    "FormerName",
    "Funder",
    "Keyword",
    "Licence",
    "Lines",
    "LinesField",
    "Occupation",
    "Organisation",
    "Production",
    "ProductionState",
    "PartnerType",
    "Record",
    "RecordFile",
    "RecordKeyword",
    "RecordKind",
    "RecordText",
    "Region",
    "RemovedRecord",
    "ResourceKind",
    "RecordSheet",
    "Role",
    "SheetEdition",
    "SheetForm",
    "SheetState",
    "State",
    "Step",
    "StructureType",
    "Support",
    "Term",
    "TextState",
    "Theme",
]
