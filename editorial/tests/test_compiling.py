"""What stands in a recueil: records in order, and which of them may be printed today."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.selection.codes import code_of
from editorial.compiling import choosing, composing
from editorial.compiling.composing import MOST_GROUPS, Refused
from editorial.compiling.standing import (
    CLOSED,
    CONSENT,
    GONE,
    LICENCE,
    NO_TITLE,
    RESERVED,
    standing_of,
)
from editorial.proposing import consents
from editorial.proposing.models import Use
from editorial.tests.compiling import (
    ANYBODY,
    make_closed_licence,
    make_compilation,
    make_practice,
    propose,
    titles,
)
from monographs.models import MonographPage
from tests.builders import expire, make_monograph, make_referential, make_resource, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def reasons(compilation, user=ANYBODY) -> list[str]:
    return [place.reason for place in standing_of(compilation, user).places]


class TestOrder:
    def test_records_are_filed_under_their_theme_in_the_order_given(self):
        records = [make_practice("B"), make_practice("C", "Emploi"), make_practice("A")]
        compilation = make_compilation(*records, make_resource(title="Sans thème"))
        assert titles(compilation) == [["B", "A"], ["C"], ["Sans thème"]]
        assert [group.title for group in compilation.groups.all()] == [
            "Formation",
            "Emploi",
            composing.OTHERS,
        ]

    def test_a_record_stands_once(self):
        record = make_practice("Une")
        compilation = make_compilation(record)
        assert composing.add(compilation, [record, record]) == 0
        assert titles(compilation) == [["Une"]]

    def test_records_and_parts_move_and_stop_at_the_ends(self):
        compilation = make_compilation(*map(make_practice, "ABC"), make_practice("Z", "Emploi"))
        group = compilation.groups.first()
        last = group.items.last()
        assert composing.move(compilation, group.items.all(), last.pk, -1)
        assert titles(compilation)[0] == ["A", "C", "B"]
        assert not composing.move(compilation, group.items.all(), last.pk, 5)
        assert composing.move(compilation, compilation.groups.all(), group.pk, 1)
        assert titles(compilation) == [["Z"], ["A", "C", "B"]]

    def test_a_record_goes_to_another_part_of_the_same_recueil_only(self):
        compilation = make_compilation(make_practice("A"), make_practice("Z", "Emploi"))
        first, second = compilation.groups.all()
        item = first.items.get()
        foreign = make_compilation(make_practice("Autre")).groups.get()
        assert not composing.file_under(compilation, item.pk, foreign.pk)
        assert composing.file_under(compilation, item.pk, second.pk)
        assert titles(compilation) == [[], ["Z", "A"]]

    def test_too_many_records_or_parts_are_refused_whole(self, monkeypatch):
        monkeypatch.setattr(composing, "MOST_RECORDS", 2)
        compilation = make_compilation(make_practice("A"), make_practice("B"))
        with pytest.raises(Refused):
            composing.add(compilation, [make_practice("C")])
        assert titles(compilation) == [["A", "B"]]
        for number in range(MOST_GROUPS - 1):
            composing.add_group(compilation, f"Partie {number}")
        with pytest.raises(Refused):
            composing.add_group(compilation, "De trop")


class TestStanding:
    def test_what_left_the_bank_is_left_out_without_its_title(self):
        gone, late, kept = make_practice("Retirée"), make_practice("Passée"), make_practice("Bonne")
        compilation = make_compilation(gone, late, kept)
        gone.unpublish()
        expire(late)
        standing = standing_of(compilation, ANYBODY)
        assert [place.reason for place in standing.places] == [GONE, GONE, ""]
        assert [place.public_title for place in standing.places] == [NO_TITLE, NO_TITLE, "Bonne"]

    def test_a_deleted_record_leaves_its_place(self):
        record = make_practice("Effacée")
        compilation = make_compilation(record)
        record.delete()
        assert reasons(compilation) == [GONE]

    def test_a_referential_is_not_printed(self):
        compilation = make_compilation(make_referential())
        assert reasons(compilation)[0].startswith("un référentiel")

    def test_a_reserved_record_is_for_who_may_open_it_in_a_recueil_that_says_so(self):
        record = make_practice("Réservée", access_level="accredited")
        for_all, inside = make_compilation(record), make_compilation(record, with_reserved=True)
        agreed, member = make_user("accredited"), make_user("member")
        assert reasons(for_all, agreed) == [RESERVED]
        assert reasons(inside, agreed) == [""]
        assert standing_of(inside, agreed).is_internal
        assert reasons(inside, member) == [CLOSED]
        assert not standing_of(inside, member).is_internal

    def test_a_hidden_record_is_as_if_it_had_gone(self):
        record = make_practice("Cachée", access_level="accredited", hide_notice=True)
        compilation = make_compilation(record, with_reserved=True)
        place = standing_of(compilation, make_user("member")).places[0]
        assert (place.title, place.reason) == (NO_TITLE, GONE)
        opened = standing_of(compilation, make_user("accredited")).places[0]
        assert (opened.title, opened.public_title, opened.reason) == ("Cachée", NO_TITLE, "")

    def test_a_practice_is_printed_only_while_its_structure_accepts_it(self):
        record = make_practice("Proposée")
        compilation = make_compilation(record)
        assert reasons(compilation) == [""]
        proposal = propose(record, Use.SITE)
        assert reasons(compilation) == [CONSENT]
        consents.give(proposal.pk, {Use.SITE, Use.PRINT}, None)
        assert reasons(compilation) == [""]
        consents.take_back(proposal, Use.PRINT)
        assert reasons(compilation) == [CONSENT]

    def test_a_licence_of_the_house_stays_in_the_house(self):
        record = make_practice("Du réseau", licence=make_closed_licence())
        assert reasons(make_compilation(record)) == [LICENCE]
        assert reasons(make_compilation(record, with_reserved=True)) == [""]

    def test_as_many_queries_for_one_or_ten_records(self):
        few = make_compilation(make_monograph())
        many = make_compilation(*(make_monograph() for _number in range(10)))
        counts = []
        for compilation in (few, many):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert standing_of(compilation, ANYBODY).printed
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestChoosing:
    def test_the_address_of_a_selection_gives_its_records_in_its_order(self):
        first, second = make_practice("Une"), make_practice("Deux")
        hidden = make_practice("Réservée", access_level="editors")
        codes = ".".join(code_of(r.pk) for r in (second, hidden, first))
        address = f"https://ailleurs.example/selection/?f={codes}.!!&g=2"
        records, missing = choosing.from_address(address, ANYBODY)
        assert [record.title for record in records] == ["Deux", "Une"]
        assert missing == 2

    @pytest.mark.parametrize("text", ["", "http://[", "f=1", "?f=", "\x00" * 40, "x" * 9_000])
    def test_what_is_no_address_gives_nothing(self, text):
        assert choosing.from_address(text, ANYBODY) == ([], 0)

    def test_only_records_that_the_reader_may_open_are_found(self):
        make_practice("Ouverte")
        make_practice("Fermée", access_level="accredited")
        found = choosing.in_order(list(MonographPage.objects.values_list("pk", flat=True)), ANYBODY)
        assert "Ouverte" in [record.title for record in found]
        assert "Fermée" not in [record.title for record in found]
