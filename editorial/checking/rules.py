"""The checks, one declaration each; the order is that of the screens.

docs/controles.md holds the same table for people; a test compares them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.models import Record, RecordKind
from editorial.checking import about_files, about_record, about_text
from editorial.checking.context import Context
from editorial.checking.findings import Finding
from editorial.checking.models import Level

BLOCK, ADVISE, OFF = Level.BLOCK, Level.ADVISE, Level.OFF
ALL_BLOCK = dict.fromkeys(RecordKind, BLOCK)
ALL_ADVISE = dict.fromkeys(RecordKind, ADVISE)


@dataclass(frozen=True)
class Rule:
    """A check: its name in addresses and rows, what editors read, its level at the start."""

    key: str
    label: str
    why: str
    mend: str
    levels: dict[str, Level]
    find: Callable[[Record, Context], Iterable[Finding]]


RULES = (
    Rule(
        "licence",
        "Licence",
        "Sans licence, personne ne sait s’il peut copier ou adapter le document.",
        "Choisissez la licence. Dans le doute, demandez à qui a écrit le document.",
        # The collections of the years 2010 name none: their fiches stay online meanwhile.
        ALL_BLOCK | {RecordKind.MONOGRAPH: ADVISE},
        about_record.licence_missing,
    ),
    Rule(
        "source",
        "Source",
        "Le lecteur doit pouvoir remonter au document d’origine et savoir de quand il date.",
        "Donnez le titre du document source et son année.",
        ALL_ADVISE,
        about_record.source_missing,
    ),
    Rule(
        "dates",
        "Dates qui se contredisent",
        "Deux dates impossibles ensemble font douter de tout le reste.",
        "Corrigez l’une des deux dates.",
        ALL_BLOCK,
        about_record.dates_that_disagree,
    ),
    Rule(
        "relecture",
        "Date de relecture",
        "Une fiche que personne ne relit finit par tromper.",
        "Donnez le jour où la revoir : dans un an pour une règle, trois ans pour une pratique.",
        ALL_ADVISE,
        about_record.review_date,
    ),
    Rule(
        "termes",
        "Classement",
        "Une fiche sans case cochée ne sort dans aucune liste.",
        "Cochez au moins une case : deux ou trois justes valent mieux que dix.",
        ALL_BLOCK,
        about_record.no_term,
    ),
    Rule(
        "donnees_personnelles",
        "Coordonnées d’une personne",
        "Aucune fiche ne montre de quoi joindre quelqu’un : la loi et la prudence le demandent.",
        "Retirez le téléphone ou l’adresse. Gardez la fonction et la structure.",
        ALL_BLOCK,
        about_text.personal_data,
    ),
    Rule(
        "noms",
        "Nom d’une personne",
        "Une fiche parle d’un métier, jamais de quelqu’un.",
        "Gardez la fonction et la structure. Si c’est le nom d’un lieu, laissez-le.",
        ALL_ADVISE,
        about_text.people_named,
    ),
    Rule(
        "donnees_fichiers",
        "Coordonnées dans un fichier",
        "Un fichier se copie : ce qu’il montre ne se reprend plus.",
        "Ouvrez le fichier, retirez ce qui désigne une personne, puis remplacez-le.",
        ALL_ADVISE,
        about_files.personal_data_in_files,
    ),
    Rule(
        "resume",
        "Longueur du résumé",
        "Le résumé décide si on ouvre la fiche.",
        "Deux ou trois phrases : pour qui, pour quoi, avec quoi l’on repart.",
        ALL_ADVISE,
        about_record.summary_length,
    ),
    Rule(
        "resume_difficile",
        "Résumé difficile à lire",
        "Beaucoup de lecteurs peinent avec les longues phrases.",
        "Coupez la phrase en deux. Une idée par phrase.",
        ALL_ADVISE,
        about_text.hard_summary,
    ),
    Rule(
        "phrases",
        "Phrases longues",
        "Au-delà de trente mots, on relit la phrase, ou on abandonne.",
        "Coupez la phrase en deux. Une idée par phrase.",
        ALL_ADVISE,
        about_text.long_sentences,
    ),
    Rule(
        "parties",
        "Partie vide",
        "Une partie vide ne se montre pas : il manque une réponse au lecteur.",
        "Écrivez deux lignes, ou laissez vide si vraiment rien n’est connu.",
        ALL_ADVISE,
        about_record.empty_section,
    ),
    Rule(
        "titre",
        "Titre presque identique",
        "Deux titres voisins se confondent dans les listes. C’est peut-être la même fiche.",
        "Ouvrez l’autre fiche. Précisez le titre, ou complétez celle qui existe.",
        ALL_ADVISE,
        about_record.title_close_to_another,
    ),
    Rule(
        "anciens_noms",
        "Ancien nom d’institution",
        "Le lecteur ne trouve plus personne sous ce nom.",
        "Écrivez le nom d’aujourd’hui. S’il s’agit du passé : « Pôle emploi, devenu France "
        "Travail ».",
        ALL_ADVISE,
        about_text.former_institution,
    ),
    Rule(
        "lien_mort",
        "Lien mort",
        "Un lien qui ne mène nulle part fait perdre du temps et la confiance.",
        "Cherchez la nouvelle adresse, ou retirez le lien.",
        ALL_ADVISE,
        about_text.dead_link,
    ),
    Rule(
        "lien_muet",
        "Lien injoignable",
        "L’autre site ne répondait pas. Ce n’est peut-être qu’une panne.",
        "Ouvrez le lien : s’il marche, il n’y a rien à faire.",
        ALL_ADVISE,
        about_text.unreachable_link,
    ),
    Rule(
        "pdf",
        "PDF peu accessible",
        "Un PDF non balisé ne se lit pas bien avec une synthèse vocale.",
        "Refaites le PDF depuis Word ou LibreOffice, en cochant « PDF balisé » (accessible).",
        ALL_ADVISE,
        about_files.untagged_pdf,
    ),
    Rule(
        "images",
        "Image sans texte",
        "Qui ne voit pas l’image doit savoir ce qu’elle montre.",
        "Ouvrez l’image dans le texte et écrivez ce qu’elle montre.",
        ALL_BLOCK,
        about_text.picture_without_text,
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
