"""When the page of a proposal is published: its author is told, or it comes back at once."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from editorial.proposing import consents, mails
from editorial.proposing.models import Act, Proposal, Role, Use
from editorial.proposing.writing import note
from monographs.models import MonographPage


@receiver(page_published, sender=MonographPage)
def follow_publication(sender, instance: MonographPage, **kwargs) -> None:
    """Tell the contributor, once. Without consent, whatever published it, it is taken back."""
    proposal = Proposal.objects.filter(page=instance.pk).first()
    if proposal is None:
        return
    if Use.SITE not in consents.in_force(proposal):
        instance.unpublish()
        return
    if proposal.published_at is None:
        proposal.published_at = timezone.now()
        proposal.save(update_fields=["published_at"])
        note(proposal, Act.PUBLISHED, Role.REVIEWER)
        mails.tell(
            proposal,
            "Votre pratique est publiée",
            "C’est fait : votre pratique est en ligne. Merci pour ceux qui la liront.",
            f"Son adresse : {instance.full_url}",
            "Quelque chose à corriger ? Écrivez-nous. Vous pouvez aussi retirer vos accords, "
            "depuis votre lien.",
        )
