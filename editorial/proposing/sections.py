"""What a proposal asks, declared once: the form, the review and the draft read it.

The sections follow the common template of the networks' fiches (FAS, FNARS, DREETS); the help
and the examples are ours. Questions, their kinds and their form are those of agreement files.
"""

from catalogue.models import Department, StructureType
from members.agreement.questions import Column, Kind, Question, Section

LONG = 4_000


def departments() -> list[tuple[str, str]]:
    return [(place.code, str(place)) for place in Department.objects.order_by("code")]


def structure_types() -> list[tuple[str, str]]:
    return list(StructureType.objects.values_list("slug", "label"))


SECTIONS = (
    Section(
        "structure",
        "Votre structure",
        "Qui a mené cette action. Le nom de la structure, jamais celui d’une personne.",
        questions=(
            Question(
                "name",
                "Comment s’appelle votre structure ?",
                Kind.LINE,
                help="Le nom que vos partenaires connaissent.",
                example="Les Ateliers du Fleuve",
            ),
            Question(
                "city",
                "Dans quelle ville ?",
                Kind.LINE,
                help="La commune où se passe l’action.",
                example="Saumur",
            ),
            Question(
                "department",
                "Dans quel département ?",
                Kind.CHOICE,
                help="On vous retrouvera sur la carte.",
                example="Maine-et-Loire",
                required=False,
                options=departments,
            ),
            Question(
                "type",
                "Quel type de structure ?",
                Kind.CHOICE,
                help="Celui de votre convention. Vous en avez plusieurs ? Prenez le principal.",
                example="Atelier et chantier d’insertion",
                required=False,
                options=structure_types,
            ),
            Question(
                "presentation",
                "Que faites-vous, en deux phrases ?",
                help="Vos activités, le nombre de salariés. Pour situer l’action.",
                example="Nous entretenons des jardins et des berges pour les communes. "
                "Trente salariés en parcours, six permanents.",
                required=False,
                max_length=1_500,
            ),
            Question(
                "role",
                "Quelle est votre fonction ?",
                Kind.LINE,
                help="Pour savoir à qui nous répondons. Elle ne sera pas publiée.",
                example="Encadrante technique",
                required=False,
            ),
        ),
    ),
    Section(
        "practice",
        "La pratique en une phrase",
        "Ce que l’on retiendra si on ne lit que cela.",
        questions=(
            Question(
                "title",
                "Quel titre lui donner ?",
                Kind.LINE,
                help="Commencez par ce que vous faites. Dix mots suffisent.",
                example="Un carnet de photos pour apprendre la taille",
                max_length=150,
            ),
            Question(
                "sentence",
                "Racontez-la en une ou deux phrases",
                help="Qui fait quoi, et à quoi cela sert.",
                example="Chaque équipe photographie ses gestes de taille, bons et moins bons. "
                "Le carnet sert à expliquer le geste sans long discours.",
                max_length=400,
            ),
            Question(
                "year",
                "Depuis quelle année ?",
                Kind.NUMBER,
                help="L’année du début. Même à peu près.",
                example="2024",
                required=False,
            ),
        ),
    ),
    Section(
        "audience",
        "Le public",
        "Pour qui vous l’avez fait. Jamais quelqu’un en particulier.",
        questions=(
            Question(
                "who",
                "Qui est concerné, et combien de personnes ?",
                help="Leur situation, leur nombre. Pas de nom, pas de parcours reconnaissable.",
                example="Douze salariés en parcours, dont la moitié lit avec difficulté.",
                max_length=LONG,
            ),
        ),
    ),
    Section(
        "why",
        "Pourquoi",
        "Ce qui n’allait pas, ou ce que vous vouliez essayer.",
        questions=(
            Question(
                "context",
                "Quel était le besoin de départ ?",
                help="Ce que vous aviez remarqué, ce qu’on vous demandait.",
                example="Les consignes écrites ne passaient pas. D’un encadrant à l’autre, on "
                "n’expliquait pas la taille de la même façon.",
                max_length=LONG,
            ),
        ),
    ),
    Section(
        "objectives",
        "Les objectifs",
        "Ce que vous vouliez obtenir.",
        questions=(
            Question(
                "objectives",
                "Quels étaient vos objectifs ?",
                help="Un par ligne, avec un verbe.",
                example="Montrer le geste juste sans texte.\n"
                "Donner à chacun un support à emporter.",
                max_length=LONG,
            ),
        ),
    ),
    Section(
        "steps",
        "Les étapes",
        "Ce que vous avez fait, dans l’ordre. Un collègue doit pouvoir vous suivre.",
        questions=(
            Question(
                "steps",
                "Comment avez-vous fait ?",
                Kind.ROWS,
                help="Une étape par bloc : un titre, quand, ce que l’on fait.",
                example="Photographier ; mars, deux matinées ; chacun prend cinq photos de son "
                "travail avec le téléphone de l’équipe.",
                columns=(
                    Column("title", "Titre de l’étape", max_length=150),
                    Column("when", "Quand, combien de temps", required=False, max_length=60),
                    Column("text", "Ce que l’on fait", required=False, max_length=2_000),
                ),
                line="une étape",
            ),
        ),
    ),
    Section(
        "partners",
        "Les partenaires",
        "Avec qui. Des organisations, pas des personnes.",
        questions=(
            Question(
                "partners",
                "Qui a participé, et comment ?",
                Kind.ROWS,
                help="Une organisation par ligne.",
                example="Lycée horticole ; une enseignante a relu les planches.",
                columns=(
                    Column("name", "Organisation"),
                    Column("role", "Son rôle", required=False, max_length=1_000),
                ),
                line="une organisation",
                required=False,
            ),
        ),
    ),
    Section(
        "results",
        "Les résultats",
        "Ce que cela a donné, même modeste.",
        questions=(
            Question(
                "results",
                "Qu’est-ce qui a changé ?",
                help="Un résultat par ligne. Ce que vous avez vu, pas ce que vous espériez.",
                example="Les tailles ratées ont diminué.\nLes nouveaux sont autonomes plus vite.",
                max_length=LONG,
            ),
            Question(
                "figures",
                "Avez-vous des chiffres ?",
                Kind.ROWS,
                help="Un par ligne. Une estimation vaut mieux que rien : dites-le.",
                example="12 ; salariés ; formés avec le carnet ; 2025",
                columns=(
                    Column("value", "Nombre", max_length=20),
                    Column("unit", "Unité", max_length=40),
                    Column("label", "Ce que l’on compte"),
                    Column("period", "Période", required=False, max_length=60),
                ),
                line="un chiffre",
                required=False,
            ),
            Question(
                "value_employees",
                "Qu’est-ce que les salariés y gagnent ?",
                help="Un point par ligne.",
                example="Une preuve de leur travail pour le dossier du CQP.",
                required=False,
                max_length=LONG,
            ),
            Question(
                "value_structure",
                "Et votre structure ?",
                help="Un point par ligne.",
                example="Les encadrants expliquent tous le geste de la même façon.",
                required=False,
                max_length=LONG,
            ),
        ),
    ),
    Section(
        "lessons",
        "Pour réussir",
        "Ce que vous diriez à un collègue qui commence.",
        questions=(
            Question(
                "levers",
                "Qu’est-ce qui vous a aidés ?",
                help="Un point par ligne.",
                example="Une matinée libérée par mois.\nUn téléphone réservé aux photos.",
                required=False,
                max_length=LONG,
            ),
            Question(
                "vigilance",
                "À quoi faire attention ?",
                help="Ce qui a coincé, ce que vous feriez autrement. Un point par ligne.",
                example="Demander l’accord de chacun avant de photographier, même les mains.",
                required=False,
                max_length=LONG,
            ),
            Question(
                "perspectives",
                "Et maintenant ?",
                help="La suite prévue. Un point par ligne.",
                example="Faire le même carnet pour le débroussaillage.",
                required=False,
                max_length=LONG,
            ),
        ),
    ),
    Section(
        "funding",
        "Le financement",
        "Avec quel argent, en quelle année.",
        questions=(
            Question(
                "funding",
                "Comment l’action est-elle financée ?",
                help="Qui paie, combien, pour quoi. Sans argent spécial ? Dites-le, c’est utile.",
                example="600 € de la fondation de la banque locale pour les impressions, en 2025. "
                "Le temps des encadrants est pris sur la production.",
                required=False,
                max_length=LONG,
            ),
        ),
    ),
)
