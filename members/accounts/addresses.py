"""The confirmed address of an account."""


def trust_address(user) -> None:
    """Hold the address of an account made by us (a command, the demo) to be confirmed."""
    # Read late: these models need ours.
    from allauth.account.models import EmailAddress

    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
