"""What the members' area keeps: people, structures, agreements, and the journal of acts."""

from .agreement import Agreement, SectionAnswer, SectionReview, State, SupportingDocument
from .journal import Act, FileOpening, JournalEntry
from .memberships import Invitation, JoinRequest, Membership, Role
from .structures import Structure
from .user import User, UserManager

__all__ = [
    "Act",
    "Agreement",
    "FileOpening",
    "Invitation",
    "JoinRequest",
    "JournalEntry",
    "Membership",
    "Role",
    "SectionAnswer",
    "SectionReview",
    "State",
    "Structure",
    "SupportingDocument",
    "User",
    "UserManager",
]
