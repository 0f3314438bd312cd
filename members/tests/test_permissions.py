"""What belonging to a structure opens, at the moment one asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue import access
from members.models import Agreement, State, Structure, User
from tests.structures import join, make_agreement, make_structure

pytestmark = pytest.mark.django_db
TODAY_PLUS = timedelta(days=1)


def levels(user: User) -> set[str]:
    """As the next request reads them."""
    return set(access.levels_of(User.objects.get(pk=user.pk)))


def test_member_of_an_adherent_structure_opens_the_members_level():
    assert levels(join(make_structure(is_adherent=True))) == {"public", "members"}


def test_member_of_a_structure_that_only_asks_opens_nothing_more():
    structure = make_structure()
    make_agreement(structure, State.UNDER_REVIEW)
    assert levels(join(structure)) == {"public"}


def test_member_of_an_agreed_structure_opens_the_agreed_level():
    structure = make_structure()
    make_agreement(structure)
    assert levels(join(structure)) == {"public", "members", "accredited"}


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.SUSPENDED},
        {"state": State.WITHDRAWN},
        {"state": State.EXPIRED},
        {"valid_until": timezone.localdate() - TODAY_PLUS},
        {"valid_from": timezone.localdate() + TODAY_PLUS},
    ],
    ids=["suspended", "withdrawn", "expired", "over since yesterday", "starts tomorrow"],
)
def test_agreement_that_is_not_in_force_opens_nothing(change):
    structure = make_structure()
    agreement = make_agreement(structure)
    user = join(structure)
    assert "accredited" in levels(user)
    Agreement.objects.filter(pk=agreement.pk).update(**change)
    assert levels(user) == {"public"}


def test_last_day_of_an_agreement_still_opens():
    structure = make_structure()
    make_agreement(structure, valid_until=timezone.localdate())
    assert "accredited" in levels(join(structure))


def test_closed_structure_opens_nothing():
    structure = make_structure(is_adherent=True)
    make_agreement(structure)
    user = join(structure)
    Structure.objects.filter(pk=structure.pk).update(is_active=False)
    assert levels(user) == {"public"}


def test_person_who_left_opens_nothing_even_if_another_structure_is_agreed():
    agreed, plain = make_structure(is_adherent=True), make_structure()
    make_agreement(agreed)
    user = join(plain, join(agreed))
    assert "accredited" in levels(user)
    user.memberships.filter(structure=agreed).delete()
    assert levels(user) == {"public"}


def test_inactive_account_opens_nothing():
    user = join(make_structure(is_adherent=True))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert levels(user) == {"public"}


def test_belonging_to_many_structures_is_read_at_once(django_assert_num_queries):
    user = join(make_structure(is_adherent=True))
    for _ in range(5):
        join(make_structure(), user)
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(3):
        # Its own permissions, those of its groups, those of its structures.
        access.levels_of(user)
