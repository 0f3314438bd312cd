"""The mails of this room: their kinds; their words stand in templates/members/mails."""

from members.mailing.kinds import Kind
from members.models import Invitation, OutgoingMail


def is_waiting(mail: OutgoingMail) -> bool:
    """An invitation taken back before it left does not leave."""
    identifier = mail.about.get("invitation")
    return Invitation.objects.pending().filter(identifier=identifier).exists()


KINDS = (
    Kind("invitation", "Invitation dans une structure", still_wanted=is_waiting),
    Kind("join_request", "Demande pour rejoindre une structure", plain=True),
    Kind("join_answer", "Réponse à une demande pour rejoindre", plain=True),
    Kind("record_request", "Demande de document", plain=True),
    Kind("record_answer", "Réponse à une demande de document", plain=True),
)
