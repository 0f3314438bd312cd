"""A light French stemmer: plurals, feminines, and the endings that sound like « é ».

Works on folded words (lower case, no accent). Lighter than Snowball on purpose: the words
of one family stay apart (« formation », « format », « conseil », « conseiller »), but the
spellings that a reader easily mixes up meet (« évalué », « évaluer », « évaluées »).
"""

IRREGULAR = {
    "admise": "admis",
    "admises": "admis",
    "agree": "agreer",
    "agreee": "agreer",
    "agreees": "agreer",
    "agrees": "agreer",
    "baux": "bail",
    "bonne": "bon",
    "bonnes": "bon",
    "materiaux": "materiau",
    "mesdames": "madame",
    "messieurs": "monsieur",
    "travaux": "travail",
    "vitraux": "vitrail",
    "yeux": "oeil",
}
# Words that end like a plural or an infinitive and are neither.
INVARIABLE = frozenset(
    "amer apres bois bus campus choix croix dehors doux envers faux fer fois hier hiver hors "
    "hyper jadis mer mois noix pays paix pres prix roux super taux temps tres ver voix".split()
)
_FEMININE_S = ("aise", "oise", "quise", "prise", "cluse")
_FEMININE_ER = ("iere", "gere", "chere", "llere")
_FEMININE_DOUBLED = ("ell", "enn", "ett")


def stem(word: str) -> str:
    """The stem of a folded word; codes, numbers and short words come back unchanged."""
    if len(word) < 4 or word in INVARIABLE or not word.isalpha():
        return word
    word = _singular(IRREGULAR.get(word, word))
    if len(word) < 4:
        return word
    if word.endswith("ic"):
        return word[:-1] + "q"
    if word.endswith(("er", "ez")):
        return _rounded(word[:-2]) if len(word) > 4 else word
    if word.endswith("e"):
        return _masculine(word)
    return _rounded(word)


def _singular(word: str) -> str:
    if word.endswith("x"):
        if word.endswith("aux") and len(word) > 5:
            return word[:-1] if word.endswith(("eaux", "yaux")) else word[:-3] + "al"
        return word[:-1] if word.endswith(("eux", "oux")) else word
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _masculine(word: str) -> str:
    """The masculine of a singular word in « e », cut where both genders meet."""
    if len(word) > 6 and word.endswith("trice"):
        return word[:-4] + "eu"
    if len(word) > 6 and word.endswith("euse"):
        return word[:-2]
    if len(word) > 5 and word.endswith(_FEMININE_ER):
        return word[:-3]
    if word.endswith(_FEMININE_S):
        return word[:-2]
    while word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return _rounded(word[:-1] if word.endswith(_FEMININE_DOUBLED) else word)


def _rounded(word: str) -> str:
    """Join the last pairs: -eur with -eux and -euse, -ive with -if, -ique with -ic, -gue."""
    if len(word) > 4 and word.endswith("eur"):
        return word[:-1]
    if word.endswith("iv"):
        return word[:-1] + "f"
    if word.endswith("iqu") or (word.endswith("gu") and len(word) > 3):
        return word[:-1]
    return word
