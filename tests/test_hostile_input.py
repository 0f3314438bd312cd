"""Whatever comes in the address, the answer is a French page and never a failure."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.facets import all_facets
from portal.models import ContactPage, CqpPage, GlossaryPage
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data")]

LISTS = ("/recherche/", "/ressources/", "/referentiels/", "/monographies/")
PAGES = (
    "/",
    "/monographies/carte/",
    "/cqp/",
    "/glossaire/",
    "/plan-du-site/",
    "/contact/",
    "/ressources/riche/",
    "/referentiels/riche/",
    "/monographies/riche/",
    "/referentiels/riche/competences/A1.1.1/",
    "/compte/connexion/",
    "/structures/",
    "/structures/carte/",
    "/structures/liste.csv",
    "/verifier/",
    "/compte/inscription/",
    "/compte/mot-de-passe/oublie/",
    "/sante/",
)
FEEDS = ("/ressources/flux.rss", "/monographies/flux.atom", "/sitemap.xml", "/robots.txt")
OTHER_PARAMETERS = ("q", "page", "tri", "file", "envoye", "next", "p", "statut", "type", "code")
VALUES = {
    "word": "abc",
    "nothing": "",
    "nul": "%00",
    "control": "%1F%07%7F",
    "newline": "a%0D%0ASet-Cookie:%20a=b",
    "100 kB": "x" * 100_000,
    "lone surrogate": "%ED%A0%80",
    "broken UTF-8": "%F0%28%8C%28%FF%FE",
    "right to left": quote("\u202eabc\u2066"),
    "zero width": quote("\u200b\ufeff"),
    "astral": quote("😀𝕏"),
    "decomposed": quote("e\u0301" * 50),
    "arabic digits": quote("٣"),
    "superscript": quote("²"),
    "negative": "-1",
    "zero": "0",
    "huge number": "9" * 400,
    "float": "1e308",
    "quotes": quote("' OR 1=1 --\"`"),
    "wildcards": quote("%_\\*?[a-z]"),
    "markup": quote("<script>alert(1)</script><img src=x onerror=y>"),
    "path": "../../../etc/passwd",
    "brackets": "[]",
    "semicolon": ";a=b;",
    "only spaces": "%20%09%C2%A0",
    "twenty words": "%20".join(f"m{rank}" for rank in range(20)),
}


@pytest.fixture(scope="module")
def site(module_data):
    """One record of each kind, with every filter filled."""
    support = builders.make_support()
    terms = {"supports": [support], "source_year": 2012}
    resource = builders.make_resource(slug="riche", **terms)
    builders.make_thumbnail(builders.make_file(resource))
    builders.make_referential(slug="riche", tree=builders.make_tree(), **terms)
    builders.make_monograph(slug="riche", **terms)
    for model, slug in ((CqpPage, "cqp"), (GlossaryPage, "glossaire")):
        builders.make_page(model, slug=slug)
    builders.make_page(
        ContactPage, slug="contact", confirmation_title="Merci", confirmation_text="Reçu."
    )
    return resource


@pytest.fixture(autouse=True)
def strict_database(site):
    """PostgreSQL refuses NUL in a parameter: so does the test's database."""
    with connection.execute_wrapper(refuse_nul):
        yield


def refuse_nul(execute, sql, params, many, context):
    if any(isinstance(value, str) and "\0" in value for value in params or ()):
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    return execute(sql, params, many, context)


def assert_french(response, path: str = "") -> None:
    """Not a failure; and a page that speaks French if it speaks at all."""
    assert response.status_code < 500, path[:200]
    kind = response.headers.get("Content-Type", "")
    body = response.getvalue()
    if kind.startswith("text/html") and body:
        assert b'<html lang="fr">' in body, f"{path[:200]}: {response.status_code} {body[:80]}"
        assert "<h1" in body.decode(), path[:200]
    if response.status_code in (400, 403, 404, 410, 429):
        assert kind.startswith("text/html"), path[:200]


def parameters() -> list[str]:
    return [facet.param for facet in all_facets()] + list(OTHER_PARAMETERS)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("path", (*LISTS, *PAGES, *FEEDS))
def test_every_parameter_at_once(client, path, value):
    query = "&".join(f"{name}={VALUES[value]}" for name in parameters())
    assert_french(client.get(f"{path}?{query}"), f"{path}?…={value}")


@pytest.mark.parametrize("value", ["abc", "nul", "huge number", "arabic digits", "100 kB"])
@pytest.mark.parametrize("name", [facet.param for facet in all_facets()] + ["q", "page", "tri"])
def test_each_parameter_alone(client, name, value):
    value = VALUES.get(value, value)
    assert_french(client.get(f"/recherche/?{name}={value}"), f"{name}={value}")


@pytest.mark.parametrize("path", LISTS)
def test_parameters_repeated_five_hundred_times(client, path):
    for name in parameters():
        query = "&".join(f"{name}={rank}" for rank in range(500))
        assert_french(client.get(f"{path}?{query}"), f"{path} {name}")


def test_more_parameters_than_django_reads(client):
    query = "&".join(f"support={rank}" for rank in range(12_000))
    response = client.get(f"/recherche/?{query}")
    assert_french(response, "12,000 parameters")


@pytest.mark.parametrize("path", LISTS)
def test_page_number_out_of_range_falls_on_a_page_that_exists(client, path):
    for number in ("0", "-3", "999999", "9" * 30, "1.5", "", "deux"):
        assert client.get(path, {"page": number}).status_code == 200


texts = st.text(alphabet=st.characters(exclude_characters="{"), max_size=60)
names = st.sampled_from(["q", "page", "tri", "support", "annee", "acces", "format", "nature"])


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.lists(st.tuples(names, texts), max_size=8), path=st.sampled_from(LISTS))
def test_any_text_in_any_parameter(client, query, path):
    encoded = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in query
    )
    assert_french(client.get(f"{path}?{encoded}"), encoded)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    segments=st.lists(st.binary(max_size=24), max_size=4),
    start=st.sampled_from(
        [
            "/",
            "/ressources/",
            "/referentiels/riche/competences/",
            "/fichiers/",
            "/id/",
            "/media/",
            "/media/images/",
            "/documents/",
            "/static/",
        ]
    ),
)
def test_any_bytes_in_the_path(client, start, segments):
    path = start + "/".join(quote(segment) for segment in segments)
    assert_french(client.get(path), path)


def test_identifier_that_leads_nowhere(client):
    for path in (
        f"/id/{uuid4()}/",
        f"/fichiers/{uuid4()}/x.pdf",
        f"/fichiers/{uuid4()}/apercu.png",
        "/id/1/",
        "/id/x/",
        "/fichiers/1/x.pdf",
        "/fichiers/",
        "/id/",
    ):
        response = client.get(path, follow=True)
        assert response.status_code == 404, path
        assert_french(response, path)


def test_file_is_the_same_whatever_name_the_address_gives_it(client, site):
    item = site.files.get()
    for name in ("..%2F..%2F..%2Fetc%2Fpasswd", "%00", "x" * 2000, quote("é\u202e.exe"), ".."):
        response = client.get(f"/fichiers/{item.identifier}/{name}")
        if response.status_code == 200:
            assert response.getvalue() == builders.PDF
            assert item.download_name in response["Content-Disposition"]
        else:
            assert_french(response, name)


def test_signed_out_session_cookie_is_not_believed():
    for value in ("x", "x" * 5000, "é", "%00", '"', "a;b", "=;=;=", "\x07"):
        client = Client()
        client.cookies["sessionid"] = value
        response = client.get("/espace-membres/")
        assert response.status_code == 302, value
