"""What a reader has found so far, within the limits of one import."""

import time

from monographs.importing.document import Block, ImportRefused, Nature

MAX_CHARACTERS = 900_000
MAX_BLOCKS = 20_000
MAX_PAGES = 150
# Short bits in a row that make a drawing.
_SCATTERED = 6

TOO_LONG = (
    f"Ce document est trop long : plus de {MAX_PAGES} pages ou l’équivalent. "
    "Enregistrez à part les pages de la fiche, puis déposez ce fichier."
)
TOO_SLOW = (
    "Ce fichier est trop compliqué à lire : la lecture a été arrêtée. "
    "Enregistrez-le à nouveau, en PDF ou en DOCX, ou saisissez la fiche à la main."
)
BROKEN = (
    "Ce fichier est abîmé ou incomplet : il n’a pas pu être lu. "
    "Demandez-le à nouveau, ou enregistrez-le à nouveau avant de le déposer."
)
EMPTY = "Ce fichier ne contient aucun texte : il n’y a rien à importer."


class Collected:
    """Blocks, remarks and the time left. Raises `ImportRefused` past a limit."""

    def __init__(self, seconds: float):
        self.blocks: list[Block] = []
        self.remarks: list[str] = []
        self._left = MAX_CHARACTERS
        self._until = time.monotonic() + seconds

    def check_time(self) -> None:
        if time.monotonic() > self._until:
            raise ImportRefused(TOO_SLOW)

    def add(self, block: Block) -> None:
        """One more block, unless it says nothing."""
        self.check_time()
        if not block.text.strip():
            return
        self._left -= len(block.text)
        if self._left < 0 or len(self.blocks) >= MAX_BLOCKS:
            raise ImportRefused(TOO_LONG)
        self.blocks.append(block)

    def remark_scattered(self) -> None:
        """Say where short bits follow each other: the words of a drawing, read without it."""
        pages: dict[int, None] = {}
        short = 0
        for block in self.blocks:
            bit = block.nature == Nature.PARAGRAPH and len(block.text) < 30
            bit = bit and not block.text.endswith((".", ":", "?", "!"))
            short = short + 1 if bit else 0
            if short == _SCATTERED:
                pages[block.page] = None
        if pages:
            where = ", ".join(str(page) for page in pages if page)
            self.remark(
                "Des mots épars se suivent, sans doute ceux d’un schéma : vérifiez-les"
                + (f" (page {where})." if where else ".")
            )

    def remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)
