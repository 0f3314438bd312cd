"""What a line would do: read against the objects as they are, nothing is written."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property

from editorial.sheets.cells import CellError, as_text, quoted, suggestion
from editorial.sheets.columns import Column
from editorial.sheets.kinds import SheetKind
from editorial.sheets.kinds.base import ObjectState, rows_of
from editorial.sheets.kinds.resources import PUBLISH
from editorial.sheets.lookups import Lookups, as_identifier
from editorial.sheets.models import Outcome, SheetLine

# Written in the identifier of the filled example of the templates.
EXAMPLE = "exemple"
NEEDED = "obligatoire : cette case ne peut pas rester vide"


class Plan:
    """One reading of a whole file; remembers what was met, to tell doubles."""

    def __init__(self, kind: SheetKind, columns: Sequence[str], user):
        self.kind, self.user, self.look = kind, user, Lookups()
        self.columns = [kind.by_key[key] for key in columns if key in kind.by_key]
        self.columns = [item for item in self.columns if not item.informative]
        self.identities = kind.identities()
        self.others = {
            key: {str(row[key]): pk for pk, row in self._all([key]).items()}
            for key in kind.also_identified_by
        }
        self.taken = self._taken()
        self._met: dict[int, int] = {}
        self._new: dict[tuple[str, str], int] = {}

    @cached_property
    def may_publish(self) -> bool:
        return self.kind.may_publish(self.user)

    def _all(self, names: list[str]) -> dict[int, dict]:
        rows = self.kind.model._base_manager.values_list("pk", *names)
        return {pk: dict(zip(names, values, strict=True)) for pk, *values in rows}

    def _taken(self) -> dict[str, dict[str, int]]:
        """For each column whose values are unique: key → object that has it."""
        unique = [item for item in self.columns if item.unique]
        rows = self._all([item.key for item in unique])
        return {
            item.key: {item.unique(row[item.key]): pk for pk, row in rows.items()}
            for item in unique
        }

    def fill(self, lines: Sequence[SheetLine]) -> None:
        """Say of each line what it does, with a fixed number of queries for the whole lot."""
        for line in lines:
            line.errors, line.warnings, line.changes, line.values = [], [], [], {}
            line.stamp, line.publish, line.object_pk = "", False, None
            line.label = self._name_in(line)[:255]
            line.outcome = Outcome.WAITING
            self._identify(line)
        pks = [line.object_pk for line in lines if line.object_pk]
        states = self.kind.states(pks, self.user) if pks else {}
        for line in lines:
            if line.outcome != Outcome.EXAMPLE:
                self._compare(line, states.get(line.object_pk))

    def _name_in(self, line: SheetLine) -> str:
        cells = (line.cells.get(key) for key in ("title", "label", "name"))
        found = next((cell for cell in cells if cell is not None), None)
        return "" if isinstance(found, dict) else as_text(found).replace("\n", " ")

    def _identify(self, line: SheetLine) -> None:
        """Find the object of the line; None for a new one."""
        kind, cell = self.kind, line.cells.get(self.kind.identity)
        if isinstance(cell, dict):
            return self._wrong(line, kind.identity, cell.get("wrong", "ce n’est pas un repère"))
        text = as_text(cell)
        if text.casefold() == EXAMPLE:
            line.outcome = Outcome.EXAMPLE
            return None
        if text:
            line.object_pk = self.identities.get(as_identifier(text))
            if line.object_pk is None:
                near = get_close_matches(text, self.identities, 1, 0.6)
                advice = suggestion(near[0] if near else "")
                said = f"{quoted(text)} est inconnu.{advice} Pour ajouter, laissez la case vide"
                return self._wrong(line, kind.identity, said)
        else:
            line.object_pk = self._otherwise(line)
        if line.object_pk in self._met:
            said = f"même identité que la ligne {self._met[line.object_pk]} : gardez-en une"
            return self._wrong(line, kind.identity, said)
        if line.object_pk:
            self._met[line.object_pk] = line.number
        return None

    def _otherwise(self, line: SheetLine) -> int | None:
        """The object that another column identifies."""
        for key, known in self.others.items():
            try:
                value = self.kind.by_key[key].parse(line.cells.get(key), self.look)
            except CellError:
                continue
            if value in known:
                return known[value]
        return None

    def _compare(self, line: SheetLine, state: ObjectState | None) -> None:
        if state:
            line.stamp, line.label = state.stamp, state.label[:255]
        for item in self.columns:
            if item.key != self.kind.identity:
                self._read(line, item, state)
        if state is None and not line.errors:
            self._complete(line)
        self._decide(line, state)

    def _read(self, line: SheetLine, item: Column, state: ObjectState | None) -> None:
        """One cell: its value when it changes something, or what is wrong with it."""
        try:
            value = item.parse(line.cells.get(item.key), self.look)
            if item.is_empty(value) and item.required:
                if state or item.default is None:
                    raise CellError(NEEDED)
                value = item.default
            self._check_unique(line, item, value)
        except CellError as error:
            return self._wrong(line, item.key, str(error))
        if item.key == PUBLISH:
            line.publish = value
            return None
        former = item.type.value(state.raw.get(item.key)) if state else item.type.empty
        if value == former or (item.is_empty(value) and item.is_empty(former)):
            if state is None:
                line.values[item.key] = value
            return None
        line.values[item.key] = value
        said = [item.words_of(part, self.look) for part in (former, value)]
        line.changes.append(
            {"column": item.header, "old": said[0] if state else "", "new": said[1]}
        )
        if state and item.is_empty(value):
            line.warnings.append(f"« {item.header} » sera vidée.")
        return None

    def _check_unique(self, line: SheetLine, item: Column, value) -> None:
        """Raises `CellError` when another object, or another line, has this value."""
        if not item.unique or item.is_empty(value):
            return
        key = item.unique(value)
        holder = self.taken[item.key].get(key)
        if holder is not None and holder != line.object_pk:
            where = rows_of(self.kind.model, [self.kind.identity], [holder])[holder]
            name = quoted(str(where[self.kind.identity]))
            header = self.kind.by_key[self.kind.identity].header.lower()
            raise CellError(f"{quoted(value)} existe déjà ({header} {name}).")
        first = self._new.setdefault((item.key, key), line.number)
        if first != line.number:
            raise CellError(f"{quoted(value)} est déjà écrit à la ligne {first}.")

    def _complete(self, line: SheetLine) -> None:
        """A new object needs what no column gave."""
        given = {item.key for item in self.columns}
        for item in self.kind.stored:
            if item.key in given or item.key == self.kind.identity or not item.required:
                continue
            if item.default is None:
                self._wrong(line, item.key, "obligatoire pour une nouvelle ligne")
            else:
                line.values[item.key] = item.default

    def _decide(self, line: SheetLine, state: ObjectState | None) -> None:
        kind = self.kind
        if state and line.publish and state.raw.get("online") != "en ligne":
            item = kind.by_key[PUBLISH]
            line.changes.append({"column": item.header, "old": "non", "new": "oui"})
            if "attente" in state.raw.get("online", ""):
                line.warnings.append("Son brouillon en attente sera publié avec.")
        if line.publish and (line.changes or not state) and not self.may_publish:
            self._wrong(line, PUBLISH, "vous n’avez pas le droit de publier : écrivez non")
        if state and line.changes and state.barred:
            self._wrong(line, "", state.barred)
        if line.errors:
            line.outcome = Outcome.WRONG
        elif state is None:
            line.outcome = Outcome.NEW
        else:
            line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def _wrong(self, line: SheetLine, key: str, text: str) -> None:
        header = self.kind.by_key[key].header if key in self.kind.by_key else ""
        line.errors.append({"column": header, "text": text if text[-1] in ".?" else f"{text}."})
