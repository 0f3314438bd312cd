"""Who may see what: the only module of the project that answers.

Two questions: `visible_to(queryset, user)` (what may be listed, counted, mentioned) and
`can_open(user, record_or_file)` (body and files). The notice (title, summary, terms) of a
reserved record is shown to everybody with a lock, unless the editor hides it.

Whoever decides membership plugs in as permissions on the user (`catalogue.open_…`), so this
room never imports `members`. Nothing is cached beyond Django's own per-request permission
cache: a lost membership acts on the next request. A single record may also be opened to one
person (`register_openings`): under the same two questions, for the two middle levels only.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass

from django.db.models import IntegerField, Q, TextChoices, Value
from django.db.models.functions import Cast
from django.utils import timezone

from search.matching import KeyList


class Level(TextChoices):
    """Access level of a record: who may open its body and its files."""

    PUBLIC = "public", "Ouvert à tous"
    MEMBERS = "members", "Réservé aux membres"
    ACCREDITED = "accredited", "Réservé aux structures agréées"
    EDITORS = "editors", "Réservé aux éditeurs"


# The permission that opens a level. A level opens nothing but itself: groups hold several.
PERMISSIONS = {
    Level.MEMBERS: "catalogue.open_members",
    Level.ACCREDITED: "catalogue.open_accredited",
    Level.EDITORS: "catalogue.open_editors",
}
# What may be opened to one person: never a record kept for the editors.
ASKABLE = (Level.MEMBERS.value, Level.ACCREDITED.value)
EXPLANATIONS = {
    Level.MEMBERS: "Cette fiche est réservée aux structures membres du réseau.",
    Level.ACCREDITED: "Cette fiche est réservée aux structures agréées pour préparer le CQP.",
    Level.EDITORS: "Cette fiche est en préparation : seuls les éditeurs peuvent l’ouvrir.",
}


_openings: list[Callable[[object], Set[int]]] = []


@dataclass(frozen=True)
class Lock:
    """Why a record is closed, and what one must be to open it."""

    level_label: str
    explanation: str
    # Whether a person may ask for this very record.
    askable: bool = False


def levels_of(user) -> frozenset[str]:
    """The access levels this user may open. Anonymous or inactive: the public level only."""
    levels = {Level.PUBLIC.value}
    if user is not None and user.is_authenticated:
        levels |= {level.value for level, perm in PERMISSIONS.items() if user.has_perm(perm)}
    return frozenset(levels)


def register_openings(provider: Callable[[object], Set[int]]) -> None:
    """Let `provider(user)` name the keys of records opened to this very person, in one query.

    Rooms above call it from `AppConfig.ready`.
    """
    _openings.append(provider)


def opened_to(user) -> frozenset[int]:
    """Keys of the records opened to this person one by one; read once a request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_records_opened"):
        user._records_opened = frozenset().union(*(provider(user) for provider in _openings))
    return user._records_opened


def visible_to(queryset, user):
    """Pages or records this user may know of, as a queryset.

    Records whose notice is hidden are kept only for those who may open them. Works on
    querysets of `Record`, of its children, and of any other page (published ones).
    """
    queryset = queryset.filter(_published())
    if hasattr(queryset.model, "access_level"):
        return queryset.exclude(_hidden(user))
    if queryset.model._meta.label == "wagtailcore.Page":
        return queryset.exclude(_hidden(user, "record__"))
    return queryset


def openable_by(queryset, user):
    """The part of `visible_to` whose body and files this user may read."""
    return visible_to(queryset, user).filter(_opens(queryset.model, user))


def open_and_closed(queryset, user) -> tuple[list[int], list[int]]:
    """The keys of what this user may read, and of what is only known to exist: one query."""
    opens = _opens(queryset.model, user)
    keys = visible_to(queryset, user).aggregate(
        opened=KeyList("pk", filter=opens), closed=KeyList("pk", filter=~opens)
    )
    return keys["opened"] or [], keys["closed"] or []


@dataclass(frozen=True)
class KeptBack:
    """Keys of pages that a user may not read: those nobody sees, the records known by their
    notice only, those hidden altogether. A page may be among the first and among the others."""

    withdrawn: list[int]
    known: list[int]
    hidden: list[int]


def kept_back(pages, records, user, *, apart: Q) -> KeptBack:
    """What this user may not read among `pages` and `records`; the pages `apart` are for nobody.

    They are few: all other pages may be read.

    One query: a page that is withdrawn and opened at once is never seen half changed.
    """
    withdrawn = pages.filter(~_published() | apart)
    closed = records.exclude(_level_or_opening(user))
    rows = withdrawn.order_by().annotate(why=Value(2)).values_list("pk", "why")
    why = Cast("hide_notice", IntegerField())
    found = rows.union(closed.order_by().annotate(why=why).values_list("pk", "why"), all=True)
    kept: tuple[list[int], list[int], list[int]] = ([], [], [])
    for key, reason in found:
        kept[reason].append(key)
    return KeptBack(withdrawn=kept[2], known=kept[0], hidden=kept[1])


def can_know(user, record) -> bool:
    """Whether this user may know of this record (see its notice)."""
    return is_published(record) and (not record.hide_notice or _opens_to(user, record))


def can_open(user, item) -> bool:
    """Whether this user may read the body of a record, or a file of a record."""
    record = item if hasattr(item, "access_level") else item.record
    return is_published(record) and _opens_to(user, record)


def lock_of(user, record) -> Lock | None:
    """The lock to show on a record, or None when the user may open it."""
    if _opens_to(user, record):
        return None
    level = Level(record.access_level)
    return Lock(level.label, EXPLANATIONS[level], askable=level.value in ASKABLE)


def _published(prefix: str = "") -> Q:
    """Live and not past its expiry, even before the scheduled job has run."""
    not_expired = Q(**{f"{prefix}expire_at": None}) | Q(
        **{f"{prefix}expire_at__gt": timezone.now()}
    )
    return Q(**{f"{prefix}live": True}) & not_expired


def is_published(record) -> bool:
    """Whether a record is online at all, for whoever may open it."""
    expired = record.expire_at is not None and record.expire_at <= timezone.now()
    return record.live and not expired


def _opens_to(user, record) -> bool:
    """Whether its level is open to this user, or the record itself is."""
    if record.access_level in levels_of(user):
        return True
    return record.access_level in ASKABLE and record.pk in opened_to(user)


def _opens(model, user) -> Q:
    """The rows whose body this user may read, when they are visible."""
    if hasattr(model, "access_level"):
        return _level_or_opening(user)
    if model._meta.label == "wagtailcore.Page":
        return Q(record=None) | _level_or_opening(user, "record__")
    return Q(pk__isnull=False)


def _hidden(user, prefix: str = "") -> Q:
    return Q(**{f"{prefix}hide_notice": True}) & ~_level_or_opening(user, prefix)


def _level_or_opening(user, prefix: str = "") -> Q:
    opened = Q(**{f"{prefix}access_level__in": sorted(levels_of(user))})
    if keys := opened_to(user):
        asked = {f"{prefix}access_level__in": ASKABLE, "pk__in": sorted(keys)}
        opened |= Q(**asked)
    return opened
