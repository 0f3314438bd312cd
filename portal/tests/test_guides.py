"""The guides that people read in the administration."""

import re

import pytest
from django.contrib.staticfiles import finders

from portal import guide

GUIDES = sorted(guide.TITLES)


def text(reader: str) -> str:
    return (guide.FOLDER / f"guide-{reader}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", GUIDES)
def test_no_sign_of_the_writing_is_left_in_the_page(reader):
    html = guide.rendered(text(reader))
    assert not re.search(r"\*\*|^#|!\[|\]\(", html, re.M)


@pytest.mark.parametrize("reader", GUIDES)
def test_every_picture_exists_and_says_what_it_shows(reader):
    pictures = re.findall(r"!\[([^\]]*)\]\((\S+)\)", text(reader))
    for words, place in pictures:
        assert len(words) > 10, place
        assert (guide.FOLDER / place).resolve().is_file(), place
        assert finders.find(guide.PICTURES + place.rpartition("/")[2]), place


@pytest.mark.parametrize("reader", GUIDES)
def test_links_between_chapters_lead_somewhere(reader):
    html = guide.rendered(text(reader))
    anchors = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors


def test_picture_is_shown_with_its_words():
    html = guide.rendered("![Deux <colonnes>](../portal/static/portal/guide/relire.png)")
    assert 'alt="Deux &lt;colonnes&gt;"' in html
    assert 'src="/static/portal/guide/relire.png"' in html
