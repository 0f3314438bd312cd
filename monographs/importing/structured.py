"""The structured passages of a draft: partners, steps, words heard, figures, amounts."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from catalogue.models import PartnerType
from catalogue.text import french_number, normalised_key
from monographs.importing.shapes import (
    SENTENCE_END,
    Blocks,
    Part,
    Parts,
    Piece,
    Unfit,
    plain,
    shortened,
)

_DIGITS = r"\d{1,3}(?:[\s.\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
NUMBER = re.compile(_DIGITS)
EUROS = re.compile(rf"({_DIGITS})\s?(?:€|euros?\b)")
TITLE_LENGTH, SHORT_TITLE = 150, 60
MAX_AMOUNT = 1_000_000_000


class Partners(Blocks):
    """Partners and what each does."""

    block, required = "partner", "nom"
    fields = (
        Part("nom", "Organisation", 200),
        Part("role", "Son rôle", 0, long=True),
        Part("type", "Type de partenaire", 160),
    )

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        text, kept = super().fit(text, parts)
        if len(kept["nom"]) > 200:
            kept["role"] = f"{kept['nom']}\n{kept['role']}".strip()
            kept["nom"] = shortened(kept["nom"], 200)
        kind = _kinds().get(normalised_key(kept["type"])) if kept["type"] else None
        kept["type"] = kind.label if kind else ""
        return self.said(kept), kept

    def told_apart(self, text: str) -> Parts:
        name, *role = re.split(r"\s:\s", text, maxsplit=1)
        if role and len(name) <= 200:
            return {"nom": name.strip(), "role": role[0].strip()}
        return {"nom": plain(text, False), "role": ""}

    def said(self, parts: Parts) -> str:
        return "\u00a0: ".join(filter(None, (parts["nom"], parts["role"])))

    def write(self, pieces: Iterable[Piece]) -> list[tuple[str, dict]]:
        kinds = _kinds()
        return [(self.block, self.value(piece.parts, kinds)) for piece in pieces]

    def value(self, parts: Parts, kinds: dict[str, PartnerType] | None = None) -> dict:
        kind = (kinds or {}).get(normalised_key(parts["type"]))
        return {"name": parts["nom"], "role": parts["role"], "partner_type": kind}

    def parts(self, value: dict) -> Parts:
        kind = value["partner_type"]
        return {
            "nom": plain(value["name"] or "", False),
            "role": plain(value["role"] or "", True),
            "type": kind.label if kind else "",
        }


def _kinds() -> dict[str, PartnerType]:
    return {kind.key: kind for kind in PartnerType.objects.all()}


class Steps(Blocks):
    """Steps: a title, when, what one does."""

    block, required = "step", "titre"
    fields = (
        Part("titre", "Titre de l’étape", TITLE_LENGTH),
        Part("quand", "Quand", 60),
        Part("texte", "Ce que l’on fait", 0, long=True),
    )

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        parts = dict(parts)
        if not parts.get("titre") and parts.get("texte"):
            text = parts["texte"]
        for name, length in (("titre", TITLE_LENGTH), ("quand", 60)):
            if len(parts.get(name, "")) > length:
                # Too long for its box: the words go with the text.
                parts["texte"] = f"{parts[name]}\n{parts.get('texte', '')}".strip()
                parts[name] = shortened(parts[name], length) if name == "titre" else ""
        return super().fit(text, parts)

    def told_apart(self, text: str) -> Parts:
        """A short first sentence is the title; a long one lends its first words."""
        first, *rest = SENTENCE_END.split(text, maxsplit=1)
        if len(first) <= TITLE_LENGTH:
            return {"titre": first.rstrip("."), "texte": rest[0] if rest else ""}
        return {"titre": shortened(text, SHORT_TITLE), "texte": text}

    def said(self, parts: Parts) -> str:
        head = "\u00a0: ".join(filter(None, (parts["quand"], parts["titre"])))
        return "\n".join(filter(None, (head, parts["texte"])))

    def value(self, parts: Parts) -> dict:
        return {"title": parts["titre"], "when": parts["quand"], "text": parts["texte"]}

    def parts(self, value: dict) -> Parts:
        return {
            "titre": value["title"] or "",
            "quand": value["when"] or "",
            "texte": plain(value["text"] or "", True),
        }


class Quotes(Blocks):
    """Words heard, and the function of who said them."""

    block, required = "quote", "texte"
    fields = (
        Part("texte", "Paroles", 0, long=True),
        Part("fonction", "Fonction de la personne (jamais de nom)", 120),
    )

    def told_apart(self, text: str) -> Parts:
        return {"texte": text.strip('«»“”" \u00a0')}

    def said(self, parts: Parts) -> str:
        role = f" ({parts['fonction']})" if parts["fonction"] else ""
        return f"{parts['texte']}{role}"

    def value(self, parts: Parts) -> dict:
        return {"text": parts["texte"], "role": parts["fonction"]}

    def parts(self, value: dict) -> Parts:
        return {"texte": plain(value["text"] or "", True), "fonction": value["role"] or ""}


class Figures(Blocks):
    """Figures: how much of what, when."""

    block, required = "figure", "valeur"
    fields = (
        Part("valeur", "Valeur (un nombre)", 20),
        Part("unite", "Unité", 40),
        Part("libelle", "Ce que l’on compte", 200),
        Part("periode", "Période", 60),
        Part("approx", "Valeur approchée (écrivez oui)", 3),
    )

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        text, kept = super().fit(text, parts)
        kept["valeur"] = french_decimal(decimal_of(kept["valeur"]))
        kept["unite"] = kept["unite"][:40] or "nombre"
        kept["libelle"] = shortened(kept["libelle"], 200)
        kept["periode"] = shortened(kept["periode"], 60)
        kept["approx"] = "oui" if kept["approx"] not in ("", "0", "non") else ""
        return self.said(kept), kept

    def told_apart(self, text: str) -> Parts:
        found = NUMBER.search(text)
        if not found:
            raise Unfit("Un chiffre clé commence par un nombre : écrivez-le d’abord dans le texte.")
        unit, _space, rest = text[found.end() :].strip().partition(" ")
        before = text[: found.start()].strip(" :,")
        label = " ".join(filter(None, (before, rest.strip()))) or unit
        return {"valeur": found[0], "unite": unit.strip(".,;:")[:40], "libelle": label}

    def said(self, parts: Parts) -> str:
        about = "environ " if parts["approx"] else ""
        words = (about + parts["valeur"], parts["unite"], parts["libelle"])
        period = f" ({parts['periode']})" if parts["periode"] else ""
        return " ".join(filter(None, words)) + period

    def value(self, parts: Parts) -> dict:
        return {
            "value": decimal_of(parts["valeur"]),
            "unit": parts["unite"],
            "label": parts["libelle"],
            "period": parts["periode"],
            "approx": bool(parts["approx"]),
        }

    def parts(self, value: dict) -> Parts:
        number = value["value"]
        return {
            "valeur": french_decimal(Decimal(number)) if number is not None else "",
            "unite": value["unit"] or "",
            "libelle": value["label"] or "",
            "periode": value["period"] or "",
            "approx": "oui" if value["approx"] else "",
        }


class Amounts(Blocks):
    """Lines of funding: year, amount in euros, who pays, for what."""

    block, required = "line", "montant"
    fields = (
        Part("annee", "Année ou période", 40),
        Part("montant", "Montant en euros", 20),
        Part("financeurs", "Financeurs", 300),
        Part("objet", "Objet", 300),
    )

    def fit(self, text: str, parts: Parts) -> tuple[str, Parts]:
        if any(parts.get(name) for name in ("annee", "financeurs", "objet")):
            # Funders without an amount are a line of their own.
            kept = {part.name: plain(parts.get(part.name, ""), False) for part in self.fields}
        else:
            _text, kept = super().fit(text, parts)
        if kept["montant"]:
            amount = int(decimal_of(kept["montant"]).to_integral_value(ROUND_HALF_UP))
            if amount > MAX_AMOUNT:
                raise Unfit("Ce montant est trop grand.")
            kept["montant"] = french_decimal(Decimal(amount))
        for part in self.fields:
            kept[part.name] = shortened(kept[part.name], part.length)
        return self.said(kept), kept

    def told_apart(self, text: str) -> Parts:
        found = EUROS.search(text)
        if not found:
            raise Unfit("Une ligne de financement porte un montant en euros (12\u00a0000\u00a0€).")
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return {"montant": found[1], "objet": plain(rest, False).strip(" :,;.")}

    def said(self, parts: Parts) -> str:
        amount = f"{parts['montant']}\u00a0€" if parts["montant"] else ""
        words = (parts["annee"], amount, parts["financeurs"], parts["objet"])
        return "\u00a0: ".join(filter(None, words))

    def value(self, parts: Parts) -> dict:
        amount = int(decimal_of(parts["montant"])) if parts["montant"] else None
        return {
            "year": parts["annee"],
            "amount": amount,
            "funders": parts["financeurs"],
            "purpose": parts["objet"],
        }

    def parts(self, value: dict) -> Parts:
        amount = value["amount"]
        return {
            "annee": value["year"] or "",
            "montant": french_decimal(Decimal(amount)) if amount is not None else "",
            "financeurs": value["funders"] or "",
            "objet": value["purpose"] or "",
        }


def decimal_of(text: str) -> Decimal:
    """« 1 200,5 » as a number. Raises `Unfit`."""
    found = NUMBER.search(text)
    plain = re.sub(r"[\s\u00a0\u202f]|\.(?=\d{3}(?!\d))", "", found[0]) if found else ""
    try:
        number = Decimal(plain.replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unfit(f"« {text} » n’est pas un nombre.") from None
    if abs(number) >= Decimal(10) ** 12:
        raise Unfit("Ce nombre est trop grand.")
    return number


def french_decimal(number: Decimal) -> str:
    """« 1 200,5 », without useless zeros."""
    text = f"{number.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
    whole, _point, rest = text.partition(".")
    return french_number(int(whole)) + (f",{rest}" if rest else "")
