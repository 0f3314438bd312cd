"""Word lists of the French analysis, all folded (lower case, no accent, oe for œ)."""

# Words too common to tell one document from another, questions included.
STOP_WORDS = frozenset(
    """
    a ai aie ait alors apres as au aucun aucune aura aurait auront aussi autre autres aux
    avaient avait avec avez avoir avons ayant c ca car ce ceci cela celle celles celui ces cet
    cette ceux chacun chacune chaque chez ci combien comme comment d dans de des desormais
    desquelles desquels dois doit doivent donc dont du duquel e elle elles en encore entre es
    est et etaient etait etant etes etre eu eut eux faut furent fut ici il ils j je jusqu jusque
    l la ladite laquelle le ledit lequel les lesquelles lesquels leur leurs lors lorsqu lorsque
    lui m ma mais me meme memes mes moi mon n ne ni non nos notre nous on ont or ou par parce
    pas pendant peu peut peuvent peux plus plusieurs pour pourquoi puis puisqu puisque qu quand
    que quel quelle quelles quelqu quelque quelques quels qui quoi quoique s sa se selon sera
    serait seront ses si sien soi soit sommes son sont sous suis sur t ta tandis te tel telle
    telles tels tes toi ton tous tout toute toutes tres tu un une vers veut veux via voici voila
    vos votre vous vu y
    """.split()
)

# What stands before an apostrophe and says nothing by itself.
ELISIONS = "lorsqu|puisqu|quoiqu|quelqu|jusqu|qu|[cdjlmnst]"
# Words in which the apostrophe belongs.
WHOLE = "aujourd['’ʼ]hui|prud['’ʼ]hom[^\\W\\d_]+"

# After the first word, the second one is no stop word: « savoir-être », « bien être ».
KEPT_PAIRS = frozenset(
    {
        ("savoir", "etre"),
        ("savoirs", "etre"),
        ("bien", "etre"),
        ("mieux", "etre"),
        ("mal", "etre"),
        ("grand", "est"),
    }
)

# Endings of inclusive writing, longest first: « agent·e », « formateur.trice », « actif-ve ».
INCLUSIVE_ENDINGS = (
    "trices?|teuses?|euses?|rices?|ices?|i[eè]res?|[eè]res?|elles?|ennes?|onnes?|esses?|sses?|"
    "ives?|ales?|aux|[eé]es?|nes?|les?|tes?|ses?|ves?|fes?|es?"
)

# Acronyms of French work and training that stemming would cut, or that look like a word.
ACRONYMS = frozenset(
    """
    aci afest afpa agefiph ai cddi cip cqp ddets dreets ea ei epi esat ess etti geiq gpec iae
    insee of opco pme pmsmp rae rncp rome rse siae tpe vae
    """.split()
)
