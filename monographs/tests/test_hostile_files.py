"""Whatever file is dropped, the editor has a clear answer, and the server its limits."""

import re

import pytest

from monographs.importing.document import ImportRefused
from monographs.importing.extracting import apart, read_document
from monographs.tests import hostile


@pytest.fixture(autouse=True)
def short_limits(monkeypatch):
    """Every answer is given within less than what the site allows."""
    monkeypatch.setattr(apart, "MEMORY_BYTES", 400_000_000)
    monkeypatch.setattr(apart, "SECONDS", 10)


def written(tmp_path, name: str, data: bytes):
    path = tmp_path / "deposited"
    path.write_bytes(data)
    return path, name


@pytest.mark.parametrize(("name", "make", "answer"), hostile.REFUSED.values(), ids=hostile.REFUSED)
def test_file_that_cannot_be_imported_is_refused_in_one_clear_sentence(
    tmp_path, name, make, answer
):
    with pytest.raises(ImportRefused, match=re.escape(answer)) as refusal:
        read_document(*written(tmp_path, name, make()))
    sentence = str(refusal.value)
    assert sentence[0].isupper() and sentence.endswith(".") and str(tmp_path) not in sentence


@pytest.mark.parametrize(("name", "make", "words"), hostile.READ.values(), ids=hostile.READ)
def test_strange_file_reads_all_the_same(tmp_path, name, make, words):
    document = read_document(*written(tmp_path, name, make()))
    text = "\n".join(block.text for block in document.blocks)
    assert words in text
    assert "\x00" not in text and "root:" not in text


# Stand-ins for a reader: endless, asleep, greedy, dead, talkative.
STAND_INS = {
    "endless": "while True: pass",
    "asleep": "import time; time.sleep(60)",
    "greedy": "heap = []\nwhile True: heap.append(bytearray(10 ** 7))",
    "dead": "import os; os.abort()",
    "talkative": "path.with_suffix('.json').write_text('x' * 10 ** 9)",
}


@pytest.mark.parametrize("code", STAND_INS.values(), ids=STAND_INS)
def test_reader_out_of_its_limits_gives_a_clear_refusal(monkeypatch, tmp_path, code):
    begin = (
        "import sys\nfrom pathlib import Path\nfrom catalogue.filetext.limits import limit\n"
        "path = Path(sys.argv[3])\nlimit(int(sys.argv[1]), int(sys.argv[2]), 1000)\n"
    )
    monkeypatch.setattr(apart, "READER", ("-c", begin + code))
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(ImportRefused, match="n’a pas pu être lu|lecture a été arrêtée"):
        read_document(*written(tmp_path, "f.txt", b"Bonjour"))


def test_reader_is_given_nothing_of_the_site(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "clef-du-site")
    code = (
        "import json, os, sys\nfrom pathlib import Path\n"
        "answer = {'refused': f'environnement : {sorted(os.environ)}'}\n"
        "Path(sys.argv[3]).with_suffix('.json').write_text(json.dumps(answer))"
    )
    monkeypatch.setattr(apart, "READER", ("-c", code))
    with pytest.raises(ImportRefused, match="environnement") as refusal:
        read_document(*written(tmp_path, "f.txt", b"Bonjour"))
    assert "SECRET_KEY" not in str(refusal.value)
