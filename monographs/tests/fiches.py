"""A fiche of our own words, as the recognition gives it, with one passage of each kind."""

from monographs.importing.document import Block, SourceDocument
from monographs.importing.drafting import import_fiche
from monographs.importing.fiche import Fiche, Item
from monographs.importing.models import ImportBatch, ImportedFile
from tests.builders import make_user

STORY = (
    "Le potager du foyer manquait de bras au printemps. Les salariés voulaient apprendre "
    "à tailler les fruitiers. La commune prêtait un terrain en friche depuis cinq ans."
)


FIELDS = {
    "titre": [Item("Un verger pour apprendre", 0.9, (0,))],
    "structure": [
        Item(
            "Les Jardins du Lavoir - Laon (02)",
            0.9,
            (1,),
            {"nom": "Les Jardins du Lavoir", "ville": "Laon", "departement": "02"},
        )
    ],
    "partenaires": [
        Item(
            "La commune : prête le terrain",
            0.9,
            (2,),
            {"nom": "La commune", "role": "prête le terrain", "type": "collectivité"},
        )
    ],
    "contexte": [Item(STORY, 0.6, (3, 4))],
    "objectifs": [Item("Apprendre la taille", 0.9, (5,)), Item("Récolter", 0.9, (6,))],
    "mise_en_oeuvre": [
        Item("Préparer. On débroussaille à huit.", 0.9, (7,)),
        Item(
            "Mars : planter",
            0.9,
            (8,),
            {"titre": "Planter", "quand": "Mars", "texte": "Quarante arbres."},
        ),
    ],
    "plus_value": [Item("Un geste de plus", 0.9, (9,), {"pour": "salaries"})],
    "chiffres_cles": [
        Item(
            "une quarantaine d’arbres",
            0.7,
            (8,),
            {"valeur": "40", "unite": "arbres", "libelle": "plantés", "approx": "1"},
        ),
        Item("beaucoup de pommes", 0.4, (10,), {"valeur": "beaucoup"}),
    ],
    "financement": [
        Item(
            "La région a donné 12 500 € en 2023.",
            0.8,
            (11,),
            {"annee": "2023", "montant": "12 500", "financeurs": "Région"},
        )
    ],
    "a_classer": [Item("Une phrase égarée.", 0.2, (12,))],
}


def fiche(**more) -> Fiche:
    return Fiche(FIELDS, year=2023, removed={"téléphone": 1}, **more)


def document() -> SourceDocument:
    texts = ["Un verger", "x", "x", "a", "b", "x", "x", "x", "x", "x", "x", "x", "x"]
    return SourceDocument(tuple(Block(text) for text in texts), "docx")


def imported(user=None, **more):
    user = user or make_user("editor")
    file = ImportedFile.objects.create(batch=ImportBatch.objects.create(user=user), name="f.docx")
    return import_fiche(fiche(**more), document(), file, 0)
