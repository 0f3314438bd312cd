"""Numbers of structures, checked by their own keys."""

import re

from django.core.exceptions import ValidationError

LA_POSTE = "356000000"


def validate_siret(value: str) -> None:
    """Raises `ValidationError` unless `value` is 14 digits with a right key.

    Luhn's key (INSEE, « identifiant SIRET »); establishments of La Poste have a key of their
    own: the sum of the digits is a multiple of five.
    """
    if not re.fullmatch(r"[0-9]{14}", value):
        raise ValidationError("Un SIRET compte 14 chiffres.")
    if _luhn(value) % 10 == 0:
        return
    if value.startswith(LA_POSTE) and sum(map(int, value)) % 5 == 0:
        return
    raise ValidationError("Ce SIRET n’est pas valide : vérifiez chaque chiffre.")


def validate_training_body_number(value: str) -> None:
    """Raises `ValidationError` unless `value` is a « numéro de déclaration d’activité »."""
    if not re.fullmatch(r"[0-9]{11}", value):
        raise ValidationError("Un numéro de déclaration d’activité compte 11 chiffres.")


def digits(value: str) -> str:
    """What people type or paste, without spaces, dots or dashes."""
    return re.sub(r"[\s.\-\u00a0\u202f]", "", value)


def _luhn(number: str) -> int:
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled)
