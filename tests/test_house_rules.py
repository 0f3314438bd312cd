"""The rules of the house, read from the sources themselves."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

from tests import source

MAX_LINES, MAX_FUNCTION = 300, 30
# Lower floors first; the rooms of one floor do not know each other.
FLOORS = {
    "search": -1,
    "catalogue": 0,
    "resources": 1,
    "referentials": 1,
    "monographs": 1,
    "members": 2,
    "editorial": 3,
    "portal": 4,
}


@pytest.mark.parametrize("path", source.python(), ids=source.name)
def test_room_imports_only_rooms_below(path):
    room = path.relative_to(source.ROOT).parts[0]
    others = source.imported_rooms(path) - {room}
    if room == "exports":
        assert others == set()
        return
    # Any room may turn its words into documents.
    above = {other for other in others - {"exports"} if FLOORS[other] >= FLOORS[room]}
    assert above == set()


def test_no_file_is_longer_than_a_person_reads():
    long = [
        f"{source.name(path)} ({lines} lines)"
        for path in source.named(".py", ".html", ".css", ".js", ".md", ".xml")
        if "migrations" not in path.parts
        and (lines := len(source.text(path).splitlines())) > MAX_LINES
    ]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_a_screen():
    ours = [path for path in source.named(".py") if "migrations" not in path.parts]
    long = [
        f"{source.name(path)}: {function} ({lines} lines)"
        for path in ours
        for function, lines in source.functions(path)
        if lines > MAX_FUNCTION
    ]
    assert not long, "\n".join(long)


# Templates

ERROR_PAGES = {"400.html", "403.html", "404.html", "410.html", "429.html", "500.html"}


def template_names() -> list[str]:
    return [source.name(path).removeprefix("templates/") for path in source.templates()]


@pytest.fixture(scope="module")
def everything_that_names_templates() -> str:
    sources = [*source.python(), *source.templates()]
    return "\n".join(source.text(path) for path in sources)


# Pages and e-mails of ours that stand in for those of django-allauth, under the same names.
ALLAUTH = ("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/")


def folders_of(package: str) -> list[Path]:
    return [Path(app.path) for app in apps.get_app_configs() if package in app.name]


@pytest.mark.parametrize("name", template_names())
def test_template_is_used(everything_that_names_templates, name):
    if name in ERROR_PAGES:
        return
    if name.startswith("wagtail"):
        # It stands in for one of Wagtail's, under the same name.
        assert any((folder / "templates" / name).is_file() for folder in folders_of("wagtail"))
        return
    if name.startswith(ALLAUTH):
        assert any((folder / "templates" / name).is_file() for folder in folders_of("allauth"))
        return
    short = name.split("/", 1)[-1]
    parts = {name, short, short.rpartition("/")[2], name.rpartition("/")[2].rpartition(".")[0]}
    # An e-mail of an account is named without the end of its two files.
    parts.add(re.sub(r"_(message|subject)\.txt$", "", name))
    quoted = {f"{mark}{part}{mark}" for part in parts for mark in "\"'"}
    assert any(words in everything_that_names_templates for words in quoted)


@pytest.mark.parametrize("path", source.templates(), ids=source.name)
def test_component_begins_by_saying_what_it_needs(path):
    if path.parent.name != "components":
        return
    beginning = re.sub(r"^(\s*{% (?:load|extends) [^%]+%})*\s*", "", source.text(path))
    assert beginning.startswith(("{% comment %}", "{# "))


def public_templates() -> list:
    """Pages of the site: no editors' screen, no document to take away, no mail."""
    apart = (
        "templates/catalogue/admin/",
        "templates/exports/",
        "templates/members/mails/",
        "templates/editorial/mails/",
    )
    return [
        path
        for path in source.templates()
        if path.suffix == ".html" and not source.name(path).startswith(apart)
    ]


@pytest.mark.parametrize("path", public_templates(), ids=source.name)
def test_template_holds_no_style_script_or_handler(path):
    html = source.text(path)
    assert not re.search(r"<style|\sstyle\s*=", html)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in tag or "application/ld+json" in tag for tag in scripts)
    assert "javascript:" not in html


def test_part_that_holds_a_form_receives_its_token():
    """`only` gives nothing but what is named: the form would always be refused."""
    folder = source.ROOT / "templates"
    forms = {
        str(path.relative_to(folder))
        for path in source.templates()
        if "{% csrf_token %}" in source.text(path)
    }
    included = (
        (source.name(path), *found.groups())
        for path in source.templates()
        for found in re.finditer(r'{% include "([^"]+)"([^%]*)%}', source.text(path))
    )
    assert [
        f"{page}: {part}"
        for page, part, given in included
        if part in forms and " only" in given and "csrf_token=" not in given
    ] == []


# Shown when nothing else works, the list of fingerprints included.
STANDALONE = ("400.html", "500.html")


@pytest.mark.parametrize("path", public_templates(), ids=source.name)
def test_template_names_static_files_by_their_fingerprint(path):
    written = re.findall(r"""["']/static/([^"']*)""", source.text(path))
    if path.name in STANDALONE:
        assert not getattr(settings, "WHITENOISE_KEEP_ONLY_HASHED_FILES", False)
        assert [name for name in written if not finders.find(name)] == []
    else:
        assert written == []


@pytest.mark.parametrize("path", source.templates(), ids=source.name)
def test_static_file_named_by_a_template_exists(path):
    named = re.findall(r"""{% static ["']([^"']+)["'] %}""", source.text(path))
    assert [name for name in named if not finders.find(name)] == []


@pytest.mark.parametrize("path", public_templates(), ids=source.name)
def test_template_calls_nobody_outside(path):
    html = source.text(path)
    assert not re.search(r"""(?:src|action|srcset)\s*=\s*["'](?:https?:)?//""", html)
    assert not re.search(r"""<link[^>]+href\s*=\s*["'](?:https?:)?//""", html)


# What must never be written in a file

PLACES = "|".join(("/" + name + r"\b(?=/|$|\W)") for name in ("work", "root", "tmp", "home"))
FORBIDDEN = {
    "path of a machine": re.compile(rf"(?<![\w.\-/}}%)])(?:{PLACES})"),
    "address of a registry": re.compile(
        r"(?i)--(?:extra-)?index-[u]rl|--trusted-[h]ost|"
        r"https?://[^\s/]*(?:[a]rtifactory|[n]exus|[r]egistry|[m]irror|[p]ypi\.(?!org))"
    ),
}
EMAIL = re.compile(r"[\w.+-]+@([\w-]+\.[\w.-]*\w)")
PHONE = re.compile(r"(?<![\d.])(?:\+33|0033|0)[ .]?[1-9](?:[ .-]?\d\d){4}(?!\d)")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds_a(what):
    found = [
        f"{source.name(path)}:{number}: {line.strip()[:100]}"
        for path in source.files()
        for number, line in enumerate(source.text(path).splitlines(), start=1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, "\n".join(found)


def demo_files() -> list:
    return [path for path in source.files() if source.name(path).startswith("portal/demo/")]


def test_demo_holds_no_address_or_number_of_anybody():
    found = []
    for path in demo_files():
        text = source.text(path)
        found += [
            f"{source.name(path)}: {match.group()}"
            for match in EMAIL.finditer(text)
            if match.group(1) not in ("example.org", "example.com")
        ]
        found += [f"{source.name(path)}: {match.group()}" for match in PHONE.finditer(text)]
    assert not found, "\n".join(found)
