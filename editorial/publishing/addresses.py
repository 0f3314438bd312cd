"""Former addresses, kept true: they lead to where a page is, never in a circle.

Wagtail leaves a redirection when a page is renamed or moved. It forgets that the page may
come back, or that another one may take the address: once that one is withdrawn, the old
redirection would answer in its place, or lead to itself without end.
"""

from collections.abc import Iterable

from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, post_page_move

from catalogue.models import RemovedRecord


def path_of(page: Page) -> str:
    """Its address as redirections write them."""
    return Redirect.normalise_path(page.get_url() or "")


def forget_circles(redirects: Iterable[Redirect]) -> None:
    """Drop the redirections that lead to their own address."""
    gone = [
        redirect.pk
        for redirect in redirects
        if redirect.old_path == path_of(redirect.redirect_page)
    ]
    Redirect.objects.filter(pk__in=gone).delete()


@receiver(page_slug_changed)
@receiver(post_page_move)
def on_new_address(sender, instance: Page, **kwargs) -> None:
    """A page, and all that stands under it, has another address."""
    under = Page.objects.descendant_of(instance, inclusive=True).values("pk")
    automatic = Redirect.objects.filter(automatically_created=True, redirect_page__in=under)
    forget_circles(automatic.select_related("redirect_page"))


@receiver(page_published)
def on_published(sender, instance: Page, **kwargs) -> None:
    """The address of a page online is its own; those it had are no longer of a removed record."""
    own = path_of(instance)
    Redirect.objects.filter(automatically_created=True, old_path=own).delete()
    former = Redirect.objects.filter(redirect_page=instance.pk).values_list("old_path", flat=True)
    paths = [f"{path}/" for path in former]
    if paths:
        RemovedRecord.objects.filter(path__in=paths).delete()
