"""The words by which a heading that nobody listed tells its field."""

import re

_ROOTS = (
    ("objectifs", r"objectifs?|finalites?|buts?|ambitions?"),
    ("partenaires", r"partenaires?|partenariats?|acteurs"),
    ("public_cible", r"publics?|beneficiaires?|profils?"),
    ("contexte", r"contexte|origines?|constats?|diagnostic|genese|pourquoi|historique|enjeux"),
    (
        "mise_en_oeuvre",
        r"(?:(?:grandes|principales|differentes) )?etapes|mise en (?:oeuvre|place)|"
        r"deroule(?:ment)?|methodologie|"
        r"modalites|descripti(?:on|f)|fonctionnement|comment",
    ),
    ("plus_value", r"plus values?|valeurs? ajoutees?|apports?|benefices?"),
    ("resultats", r"resultats?|impacts?|effets?|retombees"),
    (
        "leviers",
        r"leviers?|facteurs?|elements? (?:de |d )?(?:reussite|succes|facilit\w+)|cle(?:f)?s? "
        r"(?:de|du)|conditions? de|atouts?|points? forts?|"
        r"ce qui (?:a )?(?:bien )?(?:marche|fonctionne|aide)",
    ),
    (
        "points_de_vigilance",
        r"points? (?:de |d )?(?:vigilance|attention|faible)|difficultes?|freins?|limites?|"
        r"obstacles?|risques?|"
        r"vigilances?|ecueils?|ce qui (?:a ete |est |reste )?(?:difficile|coince|bloque|freine|"
        r"manque)",
    ),
    ("financement", r"financements?|budget|couts?|financeurs?"),
    ("perspectives", r"perspectives?|suites?|avenir|essaimage"),
    ("bilan", r"bilans?"),
    (
        "structure",
        r"porteurs?|presentation de (?:la structure|l association|l entreprise)|structure",
    ),
    ("contacts", r"contacts?|coordonnees"),
)
# Told by one word of a heading nobody knows yet, in this order: what is most telling first.
_INSIDE = (
    (
        "perspectives",
        r"aller plus loin|venir|demain|evolutions?|prochain\w*|avenir|futur\w*|transfer\w*|"
        r"essaim\w*|reproduire|et apres|et maintenant|horizon|ambitions? pour",
    ),
    (
        "financement",
        r"financi\w*|financ\w*|couts?|coute|budget\w*|economique|subventions?|combien",
    ),
    (
        "points_de_vigilance",
        r"problemes? (?!a |identifie)\w+|difficult\w*|freins?|limites?|obstacles?|vigilan\w*|"
        r"attention|"
        r"faibl\w*|ameliorer|amelioration|precautions?|surveiller|risques?|ecueils?|eviter|"
        r"blocages?|contraintes?|echecs?|regrets?",
    ),
    (
        "leviers",
        r"reflexes?|conseils?|recommand\w*|reussi\w*|succes|facilit\w*|retenir|cles?|clefs?|"
        r"astuces?|enseignements?|lecons?|bonnes idees|appris",
    ),
    ("plus_value", r"gagnent?|y gagne|apports?|benefices?|interets?|plus values?|utilite"),
    ("partenaires", r"partenari\w*|partenaires?|soutiens?|prenantes|cooperations?|allies|qui fait"),
    (
        "public_cible",
        r"publics?|beneficiaires?|participants?|s adresse|concernee?s?|destinataires?|cible",
    ),
    (
        "contexte",
        r"histoire|historique|besoins?|idee|depart|origines?|naissance|genese|motivations?|"
        r"enjeux|constats?|contexte|probleme|declic|declencheur|raisons?|pourquoi|racines?",
    ),
    ("objectifs", r"vise\w*|objectifs?|finalites?|buts?|intentions?|mission|sert"),
    (
        "resultats",
        r"resultats?|chiffres|evaluation|bilan|effets?|impacts?|retombees|change|acquis|realisations",
    ),
    (
        "mise_en_oeuvre",
        r"se passe|comment|activites?|actions?|deroule\w*|demarche|etapes?|fonctionne\w*|"
        r"organis\w*|methode|pas a pas|operatoire|concretement|parcours|pratique",
    ),
    ("structure", r"identite|operateur|porteu\w*|structure|qui sommes"),
)
INSIDE_PATTERNS = tuple((field, re.compile(rf"\b(?:{words})\b")) for field, words in _INSIDE)
ROOT_PATTERNS = tuple((field, re.compile(rf"(?:{root})\b")) for field, root in _ROOTS)
