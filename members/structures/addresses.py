"""The e-mail addresses that a person really reads."""

from django.apps import apps


def confirmed_addresses(user) -> set[str]:
    """Addresses, in lower case, that this account proved to read."""
    if not apps.is_installed("allauth.account"):
        return {user.email.lower()}
    from allauth.account.models import EmailAddress

    rows = EmailAddress.objects.filter(user=user, verified=True)
    return {email.lower() for email in rows.values_list("email", flat=True)}
