"""Who may compose what: the desk its own recueils, everybody with an account theirs."""

from django.db.models import QuerySet

from editorial.compiling.models import Compilation

MAY_COMPOSE = "editorial.compose_compilation"


def is_desk(user) -> bool:
    return user.is_authenticated and user.has_perm(MAY_COMPOSE)


def may_compose(user, compilation: Compilation) -> bool:
    """Read, change, make, take away: the same right."""
    if not user.is_authenticated or not user.is_active:
        return False
    if compilation.owner_id is None:
        return is_desk(user)
    return compilation.owner_id == user.pk


def of_desk() -> QuerySet[Compilation]:
    return Compilation.objects.filter(owner=None)


def of_person(user) -> QuerySet[Compilation]:
    return Compilation.objects.filter(owner=user)
