"""The five documents: what they hold, that they are sound in each format, whatever one writes."""

import io
import zipfile
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.http import QueryDict
from lxml import etree

from exports.structure import faults_of
from referentials.generating.choices import read_choices
from referentials.generating.kinds import KINDS
from referentials.generating.making import FORMS, brief_of, document_of, make, title_of
from referentials.generating.preview import pages_of
from tests.builders import make_referential, make_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WORD = "anticonstitutionnellement" * 12
HOSTILE = (
    '<img src="file:///etc/hostname"><script>x</script> {{ 7 }} {% x %} ]]> **gras** =1+1 '
    "👩🏽‍🔧 مرحبا "
)


def briefed(slug: str, query: str = "", page=None):
    kind = KINDS[slug]
    page = page or make_referential(title="Espaces verts", tree=make_tree(2, 1, 2))
    offer = kind.offer(page)
    return kind, brief_of(page, offer, read_choices(QueryDict(query), offer)[0])


def words_of(slug: str, query: str = "", page=None) -> str:
    """Everything that its blocks say."""
    kind, brief = briefed(slug, query, page)
    return repr(document_of(kind, brief).blocks).replace("\\xa0", " ")


def pages_text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("slug", KINDS)
def test_each_document_is_sound_in_each_format(slug):
    kind, brief = briefed(slug, "c=A1&s=Les+Jardins&t=Bonjour.")
    title = title_of(kind, brief)
    for form in FORMS:
        made = make(kind, brief, form)
        assert made.name.startswith(f"{slug}-")
        if made.pages:
            assert faults_of(made.data, title) == [], form
            assert "Les Jardins" in pages_text(made.data)[0]
        else:
            assert zipfile.ZipFile(io.BytesIO(made.data)).testzip() is None


def test_what_people_write_is_printed_as_it_stands():
    tree = make_tree(1, 1, 1)
    activity = tree[0][1]["activities"][0]
    activity["title"] = HOSTILE
    activity["competencies"][0] |= {"label": HOSTILE, "context": WORD, "criteria": [HOSTILE, WORD]}
    page = make_referential(title=HOSTILE, tree=tree, status_note=HOSTILE)
    for slug in KINDS:
        query = QueryDict(mutable=True)
        query.update({"c": "A1", "s": HOSTILE, "t": HOSTILE + WORD})
        kind, brief = briefed(slug, query.urlencode(), page)
        data = make(kind, brief, "a-remplir.pdf").data
        assert faults_of(data, title_of(kind, brief)) == [], slug
        assert "{{ 7 }} {% x %} ]]>" in " ".join(" ".join(pages_text(data)).split())
        word = docx.Document(io.BytesIO(make(kind, brief, "docx").data)).element
        assert HOSTILE.split("👩")[0].strip() in "".join(word.itertext())
        inside = zipfile.ZipFile(io.BytesIO(make(kind, brief, "odt").data)).read("content.xml")
        assert HOSTILE.split("👩")[0].strip() in " ".join(etree.fromstring(inside).itertext())


def test_a_livret_has_a_column_for_each_evaluation_and_a_place_for_date_and_initials():
    words = words_of("livret-de-suivi", "n=2&c=A1&v=metier")
    assert "Éval. 2" in words
    assert "Éval. 3" not in words
    assert "Date,\\ninitiales" in words
    assert "On le voit." in words
    assert "A2.1.1" not in words
    for part in ("Mes progrès", "Bilan et signatures", "Comment noter"):
        assert part in words


def test_key_skills_come_by_part():
    whole = words_of("livret-de-suivi")
    assert "savoirs de base" in whole
    assert "comportements" in whole
    only = words_of("livret-de-suivi", "v=comportements")
    assert "Arriver à l’heure" in only
    assert "savoirs de base" not in only
    assert "A1.1.1" not in only


def test_a_fiche_for_each_competency_and_a_blank_one_without():
    assert words_of("fiche-experience", "c=A1").count("2. Ce que j’ai fait") == 2
    blank = words_of("fiche-experience")
    assert "Compétence que je veux prouver" in blank
    assert blank.count("2. Ce que j’ai fait") == 1


def test_an_attestation_says_on_every_page_that_it_is_no_diploma():
    page = make_referential(tree=make_tree(1, 6, 5))
    kind, brief = briefed("attestation-de-competences", "c=A1", page)
    for form in ("pdf", "a-remplir.pdf"):
        pages = [" ".join(text.split()) for text in pages_text(make(kind, brief, form).data)]
        assert len(pages) > 1
        assert all("Ceci n’est pas un diplôme, ni un titre" in text for text in pages)
    word = docx.Document(io.BytesIO(make(kind, brief, "docx").data))
    head = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
    assert any("Ceci n’est pas un diplôme" in text for text in head)
    package = zipfile.ZipFile(io.BytesIO(make(kind, brief, "odt").data))
    assert "Ceci n’est pas un diplôme" in package.read("styles.xml").decode()


def test_a_jury_notes_criteria_and_decides_by_hand():
    words = words_of("grille-du-jury", "c=A1.1.1&j=2")
    assert "Juré 2" in words
    assert "Juré 3" not in words
    assert "On le voit." in words
    assert "écrite à la main" in words
    assert "ByHand" in words


def test_a_dossier_has_a_divider_for_each_competency_and_dates_its_rules():
    words = words_of("dossier-de-preuves", "c=A1")
    assert words.count("Derrière cette page") == 8
    assert words.count("période expérimentale 2013-2015, à vérifier") == 4
    assert "pas une règle nationale" in words


def test_the_scale_chosen_gives_the_marks():
    assert "options=('EC', 'A', '–')" in words_of("livret-de-suivi", "e=acquis")


@pytest.mark.parametrize("slug", KINDS)
def test_the_number_of_pages_is_told_beforehand(slug):
    page = make_referential(tree=make_tree(3, 2, 4))
    kind, brief = briefed(slug, "c=A1.1.1,A2.1.2", page)
    real = make(kind, brief, "pdf").pages
    assert abs(pages_of(document_of(kind, brief)) - real) <= 2


def test_nothing_asks_for_the_name_of_a_person():
    """Blank lines on paper; no choice of the address, no field of the page holds one."""
    for kind in KINDS.values():
        assert set(kind.asks) <= set("pvnejst")


def test_the_same_choices_give_the_same_bytes():
    page = make_referential(tree=make_tree(1, 1, 1))
    kind, brief = briefed("grille-du-jury", "c=A1", page)
    page.last_published_at -= timedelta(days=3)
    for form in ("pdf", "docx", "odt"):
        assert make(kind, brief, form).data == make(kind, brief, form).data
