"""Wrong paths, methods, headers and forms: a French page, never a failure."""

import pytest
from django.test import Client

from portal.models import ContactPage
from tests import builders
from tests.test_hostile_input import PAGES, assert_french, site, strict_database  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("module_data", "strict_database")]

TRAVERSALS = (
    "/media/images/../../manage.py",
    "/media/images/%2e%2e/%2e%2e/manage.py",
    "/media/images/..%2f..%2fprive%2ffiches",
    "/media/images/%5c..%5c..%5cmanage.py",
    "/media/images//etc/passwd",
    "/media/images/%00",
    "/media/images/x%00.png",
    "/media/images/",
    "/media/images",
    "/media/",
    "/media/prive/",
    "/media/images/" + "a" * 300 + ".png",
    "/media/images/" + "a/" * 3000,
    "/fichiers/../prive/",
    "/fichiers/%2e%2e/%2e%2e/manage.py",
    "/documents/1/x.pdf",
    "/documents/x/",
    "/static/../manage.py",
    "/static/%2e%2e/%2e%2e/manage.py",
    "/static/" + "a" * 300,
    "/.env",
    "/.git/config",
    "/var/portail.sqlite3",
)
SLUGS = (
    "/ressources/inconnue/",
    "/ressources/" + "a" * 5000 + "/",
    "/" + "a/" * 2000,
    "/ressources/é/",
    "/ressources/%00/",
    "/ressources/%ED%A0%80/",
    "/ressources/flux.rss/flux.rss/",
    "/ressources/flux.exe",
    "/monographies/carte/carte/",
    "//exemple.invalid/",
    "//exemple.invalid%2f..",
    "/%2f%2fexemple.invalid/",
    "/%5cexemple.invalid",
    "/ressources/?page=1?page=2",
    "/:80/",
    "/*",
    "/referentiels/riche/competences/",
    "/referentiels/riche/competences/ZZ9/",
    "/referentiels/riche/competences/../../",
    "/referentiels/riche/competences/A1.1.1%00/",
    "/referentiels/riche/competences/" + "A" * 5000 + "/",
    "/referentiels/riche/competences/A1.1.1/A1.1.1/",
    "/referentiels/riche/competences/%EF%BC%A11/",
    "/ressources/riche/competences/A1.1.1/",
)
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "PROPFIND")
HEADERS = {
    "cookie, empty pairs": {"Cookie": ";;;=;==;,,"},
    "cookie, bytes": {"Cookie": "sessionid=\xff\xfe\x80; csrftoken=\x7f"},
    "cookie, huge": {"Cookie": "a=" + "x" * 60_000},
    "cookie, many": {"Cookie": "; ".join(f"c{rank}={rank}" for rank in range(2000))},
    "cookie, quotes": {"Cookie": 'sessionid="\\"; messages="[["'},
    "cookie, messages": {"Cookie": "messages=W1siX19qc29uX21lc3NhZ2UiXV0:x:y"},
    "accept, nonsense": {"Accept": ";q=;,*/*/*;;q=abc"},
    "accept, nothing": {"Accept": ""},
    "accept, huge": {"Accept": "text/html;q=0.1," * 5000},
    "language, nonsense": {"Accept-Language": "xx-" * 200 + ";q=9"},
    "language, english": {"Accept-Language": "en-GB"},
    "encoding, nonsense": {"Accept-Encoding": "br;q=x, \x00"},
    "range": {"Range": "bytes=9999999999-1"},
    "etag": {"If-None-Match": 'W/"' + "x" * 5000},
    "date": {"If-Modified-Since": "32 Foo 99999 99:99:99"},
    "htmx": {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "\x00"},
    "forwarded": {"X-Forwarded-For": "a, b,,, \x00" * 50, "X-Forwarded-Host": "x y"},
    "type": {"Content-Type": "multipart/form-data"},
}


@pytest.mark.parametrize("path", TRAVERSALS)
def test_path_never_leads_out_of_the_site(client, settings, path):
    (settings.MEDIA_ROOT / "images").mkdir(parents=True, exist_ok=True)
    response = client.get(path)
    assert_french(response, path)
    assert response.status_code in (301, 302, 400, 404), path


@pytest.mark.parametrize("path", SLUGS)
def test_wrong_address_gets_a_french_page(client, path):
    response = client.get(path)
    assert_french(response, path)
    location = response.headers.get("Location", "/")
    assert location.startswith("/") and not location.startswith(("//", "/\\")), location


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", PAGES)
def test_wrong_method_is_no_failure(client, path, method):
    assert_french(client.generic(method, path), f"{method} {path}")


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("path", ["/", "/recherche/", "/compte/connexion/", "/rien/"])
def test_malformed_header_is_no_failure(client, path, name):
    assert_french(client.get(path, headers=HEADERS[name]), f"{path} {name}")


@pytest.mark.parametrize("host", ["exemple.invalid", "x" * 500, "a b", "[::1", "", "a\x00b", ":80"])
def test_foreign_host_gets_a_french_refusal(client, host):
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert_french(response, host)


@pytest.mark.parametrize(
    "path",
    ["/contact/", "/compte/connexion/", "/compte/deconnexion/", "/compte/connexion/cle/", "/"],
)
def test_form_without_token_gets_a_french_refusal(path):
    response = Client(enforce_csrf_checks=True).post(path, {"message": "x"})
    assert response.status_code == 403
    assert_french(response, path)
    assert "formulaire" in response.content.decode()


@pytest.mark.parametrize("body", [
    (b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n", "multipart/form-data; boundary=x"),
    (b"\x00\xff\xfe", "multipart/form-data; boundary=" + "b" * 300),
    (b"login=%00&password=%ED%A0%80", "application/x-www-form-urlencoded"),
    (b"&".join(b"a%d=1" % rank for rank in range(12_000)), "application/x-www-form-urlencoded"),
    (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    (b"{}", "application/json; charset=nonsense"),
])  # fmt: skip
@pytest.mark.parametrize(
    "path",
    ["/contact/", "/compte/connexion/", "/compte/mot-de-passe/oublie/", "/compte/connexion/cle/"],
)
def test_malformed_form_is_no_failure(client, path, body):
    content, kind = body
    assert_french(client.generic("POST", path, content, content_type=kind), f"{path} {kind[:40]}")


def test_contact_form_full_of_odd_text_is_no_failure(client):
    page = ContactPage.objects.get()
    builders.publish(page)
    for value in ("\0", "\x1f", "x" * 200_000, "\u202e", "😀" * 300, "<script>", "a\r\nBcc: x"):
        data = dict.fromkeys(("queue", "subject", "message", "email", "structure"), value)
        assert_french(client.post("/contact/", data), ascii(value[:10]))
