"""The address of a generator: short, tolerant, always alike for the same choices."""

import pytest
from django.http import QueryDict

from referentials.generating.choices import address_of, read_choices
from referentials.generating.kinds import KINDS
from referentials.generating.selection import skills_of
from tests.builders import make_referential, make_support, make_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIVRET, FICHE = KINDS["livret-de-suivi"], KINDS["fiche-experience"]


@pytest.fixture
def page():
    return make_referential(tree=make_tree(blocks=2, activities=2, competencies=2))


def read(page, query: str, kind=LIVRET):
    offer = kind.offer(page)
    choices, left = read_choices(QueryDict(query), offer)
    return choices, left, address_of(choices, offer)


def test_an_empty_address_means_what_is_usual(page):
    choices, left, address = read(page, "")
    assert len(choices.codes) == 8
    assert (left, address) == ([], "")
    assert read(page, "", FICHE)[0].codes == frozenset()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        # A whole block, a whole activity, one competency: each in its shortest words.
        ("c=A1.1.1&c=A1.1.2&c=A1.2.1&c=A1.2.2", "c=A1"),
        ("c=A1.1.2&c=A1.1.1&c=A2.1.1", "c=A1.1,A2.1.1"),
        ("c=a2-1-1", "c=A2.1.1"),
        ("c=A1,A2", ""),
        ("c=aucune", "c=aucune"),
        ("c=", "c=aucune"),
        ("c=aucune&tout=A1", "c=A1"),
        ("c=A1,A2.1&rien=A1", "c=A2.1"),
        ("rien=*", "c=aucune"),
        ("n=3&e=trois&s=&t=", ""),
        ("n=2&s=Les+Jardins", "n=2&s=Les+Jardins"),
        ("v=aucune&v=metier", "v=metier"),
        ("j=6", ""),
    ],
)
def test_the_same_choices_have_one_short_address(page, query, address):
    assert read(page, query)[2] == address
    assert read(page, address)[1:] == ([], address)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("c=A1,ZZ9", "ZZ9"),
        ("n=40", "va de 1 à 6"),
        ("n=٣", "va de 1 à 6"),
        ("n=" + "9" * 5000, "va de 1 à 6"),
        ("e=soleil", "échelle"),
        ("p=rien", "support"),
        ("p=%00", "support"),
        ("t=" + "m" * 700, "600 signes"),
        ("v=zz", "au moins une partie"),
    ],
)
def test_what_does_not_exist_is_left_out_and_said(page, query, said):
    choices, left, address = read(page, query)
    assert said in " ".join(left)
    assert read(page, address)[1] == []


def test_a_long_list_of_unknown_codes_is_not_repeated_whole(page):
    _choices, left, _address = read(page, "c=" + ",".join(f"Z{rank}" for rank in range(3000)))
    assert "Z5" in left[0]
    assert "et 1994 autres" in left[0]
    assert len(left[0]) < 200


def test_a_document_that_holds_few_competencies_keeps_the_first_ones(page):
    page = make_referential(tree=make_tree(blocks=1, activities=4, competencies=5))
    choices, left, _address = read(page, "c=A1", FICHE)
    kept = [
        skill.code for skill in skills_of(FICHE.offer(page).tree) if skill.code in choices.codes
    ]
    assert len(kept) == 12
    assert kept[-1] == "A1.3.2"
    assert "12 compétences au plus" in left[0]


def test_the_support_is_named_by_its_word(page):
    support = make_support("Maraîchage")
    choices, left, address = read(page, f"p={support.slug}")
    assert (choices.support, left, address) == (support, [], f"p={support.slug}")


def test_words_lose_what_would_lie_about_them(page):
    choices, _left, _address = read(page, "s=Les%20Jardins%0A%E2%80%AEtxt%00")
    assert choices.structure == "Les Jardins txt"


def test_five_hundred_competencies_are_read(page):
    page = make_referential(tree=make_tree(blocks=10, activities=10, competencies=5))
    ticked = [skill.code for skill in skills_of(LIVRET.offer(page).tree)]
    assert len(ticked) == 500
    _choices, _left, address = read(page, "&".join(f"c={code}" for code in ticked[:-1]))
    assert address == "c=A1,A2,A3,A4,A5,A6,A7,A8,A9," + ",".join(
        [*(f"A10.{rank}" for rank in range(1, 10)), *(f"A10.10.{rank}" for rank in range(1, 5))]
    )
