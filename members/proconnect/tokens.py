"""Signed tokens of an OpenID Connect service: believed only once everything is verified."""

from functools import partial

import jwt
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWKSetError

# Signatures by a key pair only: the service's public keys must never serve as a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")
CLOCK_SECONDS = 30


def verified(token: str, *, keys: dict, issuer: str, audience: str, required: list[str]) -> dict:
    """What a token says.

    Signature, issuer and audience are verified, expiry too when there is one; the names in
    `required` must be there. Raises `OAuth2Error` otherwise.
    """
    try:
        decode = partial(jwt.decode, token, algorithms=list(ALGORITHMS))
        claims = decode(
            key=_key(token, keys).key,
            issuer=issuer,
            audience=audience,
            leeway=CLOCK_SECONDS,
            options={"require": ["iss", "aud", "sub", *required]},
        )
    except (jwt.PyJWTError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise OAuth2Error(f"The token is not one to believe: {error}") from error
    parties = claims["aud"]
    if isinstance(parties, list) and len(parties) > 1 and claims.get("azp") != audience:
        raise OAuth2Error("The token was made for somebody else.")
    return claims


def _key(token: str, keys: dict) -> PyJWK:
    """The key that the token names; the only one when it names none."""
    name = jwt.get_unverified_header(token).get("kid")
    known = [key for key in PyJWKSet.from_dict(keys).keys if key.public_key_use in (None, "sig")]
    found = [key for key in known if key.key_id == name] if name else known
    if len(found) != 1:
        raise PyJWKSetError("no such key")
    return found[0]


def fetch_json(session: requests.Session, address: str) -> dict:
    """A document of the service. Raises `requests.RequestException` when it does not answer."""
    response = session.get(address)
    response.raise_for_status()
    return response.json()
