"""Numbers of structures."""

import pytest
from django.core.exceptions import ValidationError

from members.validators import digits, validate_siret, validate_training_body_number
from tests.structures import make_siret, make_structure


@pytest.mark.parametrize("siret", ["35600000000048", "35600000049837", make_siret(7)])
def test_right_siret_is_accepted(siret):
    validate_siret(siret)


@pytest.mark.parametrize(
    "siret", ["", "123", "12345678901234", "3560000000004A", "٣٥٦٠٠٠٠٠٠٠٠٠٤٨", "35600000049838"]
)
def test_wrong_siret_is_refused(siret):
    with pytest.raises(ValidationError):
        validate_siret(siret)


def test_every_wrong_digit_is_noticed():
    right = make_siret(123)
    for place in range(14):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        with pytest.raises(ValidationError):
            validate_siret(wrong)


def test_spaces_and_dashes_are_taken_away():
    assert digits("356 000\u00a0000-00048") == "35600000000048"


@pytest.mark.parametrize("number", ["1234567890", "123456789012", "1175ABCDE75"])
def test_wrong_training_body_number_is_refused(number):
    with pytest.raises(ValidationError):
        validate_training_body_number(number)


@pytest.mark.django_db
def test_siret_already_taken_is_said():
    first = make_structure()
    twin = make_structure()
    twin.siret = f" {first.siret[:9]} {first.siret[9:]} "
    with pytest.raises(ValidationError, match="déjà celui"):
        twin.full_clean()


@pytest.mark.django_db
def test_two_structures_of_the_same_name_have_their_own_address():
    slugs = {make_structure(name="Les Jardins").slug for _ in range(3)}
    assert slugs == {"les-jardins", "les-jardins-2", "les-jardins-3"}
