from django.dispatch import receiver
from wagtail.signals import page_published

from referentials.models import ReferentialPage
from referentials.publishing import publish_competencies


@receiver(page_published, sender=ReferentialPage)
def on_published(sender, instance: ReferentialPage, **kwargs) -> None:
    publish_competencies(instance)
