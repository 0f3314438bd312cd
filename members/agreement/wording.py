"""Kept answers, said in words: to read, to print, to compare."""

from members.agreement.questions import Kind, Question


def answer_in_words(question: Question, value, supports: dict[int, str]) -> dict:
    """`text` of an answer, and `rows` when it is a table; whatever was kept there."""
    if question.kind is Kind.ROWS:
        rows = rows_in_words(question, value)
        return {"rows": rows, "text": "\n".join(" ; ".join(filter(None, row)) for row in rows)}
    return {"rows": [], "text": _text(question, value, supports)}


def rows_in_words(question: Question, value) -> list[list[str]]:
    """The lines of a table, one cell for each column."""
    rows = value if isinstance(value, list) else []
    return [
        [str(row.get(column.key) or "") for column in question.columns]
        for row in rows
        if isinstance(row, dict)
    ]


def _text(question: Question, value, supports: dict[int, str]) -> str:
    if question.kind is Kind.SUPPORTS:
        ticked = value if isinstance(value, list) else []
        return ", ".join(supports[key] for key in ticked if key in supports)
    if question.kind is Kind.YES_NO:
        return {True: "Oui", False: "Non"}.get(value, "") if isinstance(value, bool) else ""
    if question.kind is Kind.CHOICE:
        return dict(question.options()).get(str(value or ""), "")
    return "" if value is None else str(value)
