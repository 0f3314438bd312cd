"""Archives that a reader takes away: ordered, made here and now, then opened."""

import zipfile
from io import BytesIO

from catalogue.selection.codes import written
from tests.productions import make_all


def take_archive(client, *records, **options) -> dict[str, bytes]:
    """Name → bytes of what the archive of these records holds, for the reader of this client."""
    page = order_archive(client, *records, **options)
    make_all()
    answer = client.get(f"{page}fichier")
    assert answer["Content-Type"] == "application/zip", answer.status_code
    return opened(answer.getvalue())


def order_archive(client, *records, files: bool = True, sheets: bool = True) -> str:
    """The address where the archive of these records is followed."""
    demand = {"f": written(record.pk for record in records)}
    demand |= {"fichiers": "on"} if files else {}
    demand |= {"fiches": "on"} if sheets else {}
    answer = client.post("/selection/telecharger/", demand)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def address_of(*records) -> str:
    """The address of a selection of these records."""
    return f"/selection/?f={written(record.pk for record in records)}"
