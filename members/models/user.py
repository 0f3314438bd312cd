"""The account: an e-mail, a name to be called by, a password."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models

from members.accounts.addresses import trust_address


class UserManager(BaseUserManager):
    """Creates users known by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A user with this e-mail, held to be theirs. Raises `ValueError` without one."""
        if not email:
            raise ValueError("Un compte a besoin d’une adresse électronique.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        trust_address(user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(
            email, password, **fields | {"is_staff": True, "is_superuser": True}
        )

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.lower())


class User(AbstractUser):
    """A person who signs in, known by an e-mail address."""

    username = None
    email = models.EmailField("adresse électronique", unique=True)

    # When told that an unused account will be anonymised; signing in takes it away.
    warned_at = models.DateTimeField("prévenu le", null=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"

    def __str__(self) -> str:
        return self.get_full_name() or self.email
