"""The guard rails of conftest.py do fail when they should."""

import socket

import pytest
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.test import override_settings
from django.urls import path

from conftest import NetworkCall, faults_of

PAGE = '<p style="color:red" onclick="x()">Bonjour {{ nom }}</p>'
urlpatterns = [
    path("faute/", lambda request: HttpResponse(PAGE)),
    path("admin/faute/", lambda request: HttpResponse(PAGE)),
]


@pytest.mark.parametrize(
    "html",
    [
        "<style>p{}</style>",
        '<p style="color:red">',
        '<a onclick="x()">',
        "<script>x()</script>",
        '<script type="module">x()</script>',
        '<a href=" JavaScript:x()">',
        "{{ oubli }}",
        "{% oubli %}",
    ],
)
def test_page_the_policy_would_block_is_a_fault(html):
    assert faults_of(html)


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/static/a.js" defer></script>',
        '<script type="application/ld+json">{"a": {"b": 1}}</script>',
        "<p>Une page sans histoire.</p>",
    ],
)
def test_page_the_policy_accepts_is_not(html):
    assert not faults_of(html)


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_client_reads_public_pages_and_leaves_the_admin_alone(client):
    assert client.get("/admin/faute/").status_code == 200
    with pytest.raises(AssertionError, match="style dans la page"):
        client.get("/faute/")


def test_missing_variable_of_our_templates_fails():
    template = engines["django"].get_template("components/empty.html")
    with pytest.raises(pytest.fail.Exception, match="components/empty.html"):
        template.render({})


def test_missing_variable_elsewhere_is_empty_and_filters_still_apply():
    template = Template("[{{ absente }}{{ absente|default:'rien' }}]")
    assert template.render(Context({})) == "[rien]"


def test_nothing_leaves_the_machine():
    with pytest.raises(NetworkCall), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkCall):
        socket.getaddrinfo("example.org", 80)
