"""What the members' area keeps: people, structures, agreements, mails, the journal of acts."""

from .agreement import Agreement, SectionAnswer, SectionReview, State, SupportingDocument, Verdict
from .asking import RecordRequest
from .following import SavedSearch
from .journal import Act, FileOpening, JournalEntry
from .mail import MailState, OutgoingMail
from .memberships import Invitation, JoinRequest, Membership, Role
from .reminders import Reminder
from .selections import KeptSelection
from .structures import Structure
from .user import User, UserManager

__all__ = [
    "Act",
    "Agreement",
    "FileOpening",
    "Invitation",
    "JoinRequest",
    "JournalEntry",
    "KeptSelection",
    "MailState",
    "Membership",
    "OutgoingMail",
    "RecordRequest",
    "Reminder",
    "Role",
    "SavedSearch",
    "SectionAnswer",
    "SectionReview",
    "State",
    "Structure",
    "SupportingDocument",
    "User",
    "UserManager",
    "Verdict",
]
