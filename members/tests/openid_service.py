"""An OpenID Connect service played by a key pair and answers of our own: nothing leaves."""

import json
from urllib.parse import urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://service.example/api/v2"
CLIENT = "portail"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key) -> dict:
    return json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": "1", "use": "sig"}


class Answer(requests.Response):
    def __init__(self, content, kind: str = "application/json"):
        super().__init__()
        self.status_code = 200
        self.headers["Content-Type"] = kind
        self._content = (content if isinstance(content, str) else json.dumps(content)).encode()


class Service:
    """What the service answers; the tests change `identity` and `user_info` before it does."""

    def __init__(self):
        self.identity, self.user_info = {}, {}
        self.identity_key = self.user_info_key = KEY
        self.algorithm = "RS256"
        self.kind = "application/jwt"
        self.asked = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def sign(self, claims: dict, key) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, key, algorithm=self.algorithm, headers={"kid": "1"})

    def get(self, url, **options):
        self.asked.append(url)
        page = urlsplit(url).path.removeprefix("/api/v2")
        return {
            "/.well-known/openid-configuration": lambda: Answer(
                {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "userinfo_endpoint": f"{ISSUER}/userinfo",
                    "jwks_uri": f"{ISSUER}/jwks",
                }
            ),
            "/jwks": lambda: Answer({"keys": [public(KEY)]}),
            "/userinfo": lambda: Answer(self.sign(self.user_info, self.user_info_key), self.kind),
        }[page]()

    def request(self, method, url, **options):
        self.asked.append(url)
        id_token = self.sign(self.identity, self.identity_key)
        return Answer({"access_token": "jeton", "token_type": "Bearer", "id_token": id_token})

    post = request


PROVIDERS = {
    "proconnect": {
        "APPS": [
            {
                "provider_id": "proconnect",
                "name": "ProConnect",
                "client_id": CLIENT,
                "secret": "secret",
                "settings": {"server_url": ISSUER, "oauth_pkce_enabled": True},
            }
        ]
    }
}
