"""The ODT opens with real styles, real headings and tables, and French properties."""

import io

import odfdo
import pytest

from exports.odt import render_odt


@pytest.fixture
def text(make_text, meta):
    """The sample document, reopened."""
    return odfdo.Document(io.BytesIO(render_odt(make_text(), meta)))


def test_headings_have_their_level_and_style(text):
    headers = text.body.headers
    assert [(each.level, str(each).strip()) for each in headers] == [
        ("1", "Comment noter"),
        ("1", "Avant de tailler"),
        ("2", "Les gestes"),
        ("1", "Bilan"),
    ]
    assert headers[0].get_attribute("text:style-name") == "Heading_20_1"


def test_every_style_that_is_worn_is_defined(text):
    names = {
        value
        for part in ("content.xml", "styles.xml")
        for value in text.get_part(part).root.xpath("//@text:style-name | //@table:style-name")
    }
    defined = {
        value
        for part in ("content.xml", "styles.xml")
        for value in text.get_part(part).root.xpath(
            "//style:style/@style:name | //text:list-style/@style:name"
        )
    }
    assert {str(name) for name in names} <= {str(name) for name in defined}


def test_the_table_has_a_repeated_header_and_its_cells(text):
    table = next(each for each in text.body.tables if "Éval. 1" in str(each))
    assert table.get_elements("table:table-header-rows/table:table-row")
    rows = [[str(value or "").strip() for value in row] for row in table.get_values()]
    assert rows[0] == ["", "Éval. 1", "Remarque"]
    assert rows[1] == ["Côtés d’aplomb", "2", "Propre"]
    assert len(rows) == 5


def test_lists_and_boxes_are_written(text):
    lists = [str(each.get_attribute("text:style-name")) for each in text.body.lists]
    assert lists == ["List_20_1", "Numbering_20_1"]
    paragraphs = [str(each).strip() for each in text.body.paragraphs]
    assert "☐\tLunettes et gants sont portés" in paragraphs


def test_title_language_and_publisher_are_declared(text, meta):
    assert text.meta.title == meta.title
    assert text.meta.language == "fr-FR"
    assert text.meta.initial_creator == meta.publisher
    assert str(text.body.paragraphs[0]).strip() == meta.title
    styles = text.get_part("styles.xml").serialize().decode()
    assert 'fo:language="fr"' in styles


def test_header_and_footer_bear_publisher_status_and_address(text, meta):
    styles = text.get_part("styles.xml").serialize().decode()
    assert "CHANTIER école &amp; amis" in styles
    assert meta.imprint in styles.replace("&#160;", "\u00a0")
    assert "text:page-number" in styles
    assert "?a=1&amp;b=2" in styles


def test_bold_and_line_ends_are_kept(make_text, meta):
    data = render_odt(make_text([{"p": "Un **mot**\nà la ligne & <b>"}]), meta)
    xml = odfdo.Document(io.BytesIO(data)).get_part("content.xml").serialize().decode()
    assert '<text:span text:style-name="Strong_20_Emphasis">mot</text:span>' in xml
    assert "<text:line-break/>à la ligne &amp; &lt;b&gt;" in xml


def test_the_package_holds_no_leftover_of_the_empty_template(text):
    assert not [part for part in text.get_parts() if part.startswith(("Thumb", "Config"))]
    manifest = text.get_part("META-INF/manifest.xml").serialize().decode()
    assert "thumbnail" not in manifest


def test_landscape_pages_lie_on_their_long_side(make_text, meta):
    data = render_odt(make_text(orientation="landscape"), meta)
    styles = odfdo.Document(io.BytesIO(data)).get_part("styles.xml").serialize().decode()
    assert 'fo:page-width="297mm"' in styles
