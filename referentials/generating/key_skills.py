"""Key skills that serve in every trade: what one observes at work, whatever the support.

Titles: modules M1 to M3 of the frame of the CQP Salarié Polyvalent, as the bank publishes it.
The lines are proposed, those of the model livret of the bank: they are no official criteria.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeySkill:
    """A family of lines to observe."""

    code: str
    title: str
    lines: tuple[str, ...]


BEHAVIOURS = (
    KeySkill(
        "M1.1",
        "Développer des comportements nécessaires à la réussite du parcours",
        (
            "Arriver à l’heure\u00a0; prévenir en cas de retard ou d’absence",
            "Aller au bout de la tâche demandée",
            "Demander de l’aide quand c’est utile",
            "Travailler avec les autres, partager les outils et les infos",
            "Accepter une remarque et corriger",
            "Dire ce que l’on sait faire et ce que l’on veut apprendre",
        ),
    ),
)
BASICS = (
    KeySkill(
        "M1.2",
        "Comprendre et communiquer par l’oral",
        (
            "Comprendre une consigne et la redire avec ses mots",
            "Poser une question pour vérifier",
            "Expliquer un problème\u00a0: quoi, où, depuis quand",
            "Utiliser le nom juste des outils et des gestes",
            "Parler à un client, un habitant, un visiteur avec politesse",
        ),
    ),
    KeySkill(
        "M1.3",
        "Lire, comprendre et communiquer par l’écrit",
        (
            "Trouver une information sur une affiche, un planning, une étiquette",
            "Suivre une consigne écrite courte",
            "Lire un tableau simple (qui, quand, où)",
            "Remplir une fiche de travail ou un relevé d’heures",
            "Écrire un message court que l’autre comprend",
        ),
    ),
    KeySkill(
        "M1.4",
        "Appréhender l’espace et le temps",
        (
            "Se rendre sur un nouveau lieu de travail",
            "Se repérer sur un plan de chantier, d’atelier ou de parcelle",
            "Remettre les étapes d’un travail dans l’ordre",
            "Estimer le temps d’une tâche et le tenir",
            "Organiser sa semaine avec ses rendez-vous",
        ),
    ),
    KeySkill(
        "M1.5",
        "Utiliser les mathématiques en situation professionnelle",
        (
            "Compter, trier, vérifier une quantité",
            "Mesurer une longueur, un poids, un volume, une température",
            "Calculer une surface ou une quantité utile",
            "Respecter un dosage ou une proportion",
            "Voir qu’un résultat n’est pas possible et recommencer",
        ),
    ),
    KeySkill(
        "M2",
        "Utiliser les techniques de l’information et de la communication",
        (
            "Prévenir par téléphone ou par message",
            "Prendre une photo utile du travail, sans visage",
            "Chercher une information ou un itinéraire",
            "Remplir un formulaire ou une fiche sur écran",
            "Garder ses mots de passe et ses papiers en sécurité",
        ),
    ),
    KeySkill(
        "M3",
        "Développer la santé et sécurité au travail",
        (
            "Porter la bonne tenue et les bonnes protections, sans rappel",
            "Dire les dangers du poste avant de commencer",
            "Lever et porter sans se faire mal",
            "Lire les pictogrammes et l’étiquette d’un produit",
            "Ranger et nettoyer pour éviter l’accident",
            "S’arrêter et prévenir devant un danger",
            "Savoir qui appeler et quoi dire en cas d’accident",
        ),
    ),
)
