"""What a file asks, declared once: forms, completeness, review and printing read it.

The criteria come from the leaflet of the CQP (pedagogical skills; network of companies and
training bodies; triple alternation; two weeks in a company) and from the convention with
structures (validated internal référents, means, planning, proofs that the training took place).
Nobody publishes the questions nor the list of documents: ours are a proposal, said so on the page.
"""

from .questions import Column, DocumentKind, Kind, Question, Section

__all__ = ["DOCUMENTS", "DOCUMENTS_BY_KEY", "SECTIONS", "SECTIONS_BY_KEY", "Kind", "Question"]

SECTIONS = (
    Section(
        "competences",
        "Vos compétences pédagogiques",
        "Comment vous formez pendant la production, et comment vous suivez les progrès.",
        source="Plaquette du CQP : la structure est agréée au vu de ses compétences pédagogiques.",
        questions=(
            Question(
                "approach",
                "Comment formez-vous en situation de production ?",
                help="Racontez une séquence : ce que fait l’encadrant, ce que fait le salarié.",
                example="Le matin, l’encadrante montre la taille d’un arbuste et dit pourquoi. "
                "Chacun essaie, elle corrige le geste. Le soir, on revient dix minutes sur ce qui "
                "a marché.",
            ),
            Question(
                "assessment",
                "Comment évaluez-vous les progrès ?",
                help="Le positionnement au départ, le livret de suivi, qui le remplit et quand.",
                example="Une évaluation sur le chantier la première semaine. Puis le livret, "
                "rempli tous les deux mois par le salarié et l’encadrant ensemble.",
            ),
            Question(
                "basics",
                "Comment travaillez-vous les compétences clés ?",
                help="Lire, écrire, compter, s’organiser, communiquer : à partir du chantier.",
                example="On calcule la surface à semer, on lit l’étiquette d’un produit, on écrit "
                "le bon de livraison. La formatrice reprend ces documents en salle.",
            ),
            Question(
                "evidence_file",
                "Comment le salarié prépare-t-il son dossier de preuves ?",
                help="Fiches d’expérience, livrets, photos du travail : qui l’aide, à quel moment.",
                example="Après chaque chantier, une fiche d’expérience avec le conseiller : une "
                "heure, deux photos, ce que j’ai fait et appris.",
            ),
            Question(
                "experience",
                "Avez-vous déjà préparé des salariés à une certification ?",
                Kind.YES_NO,
                help="CQP, CléA, titre professionnel… Répondre non n’empêche pas d’être agréé.",
                example="Oui, si un seul salarié a déjà passé le CléA avec vous.",
            ),
        ),
    ),
    Section(
        "referents",
        "Vos référents internes",
        "Les permanents qui porteront la démarche. Des fonctions, pas des noms.",
        source="Convention avec les structures : des référents internes identifiés et validés.",
        questions=(
            Question(
                "referents",
                "Qui seront vos référents ?",
                Kind.ROWS,
                help="Une ligne par personne, sans la nommer.",
                example="Encadrante technique espaces verts ; formation APSP ; 2023.",
                columns=(
                    Column("role", "Fonction"),
                    Column("training", "Formation pédagogique suivie"),
                    Column("year", "Année", required=False),
                ),
                line="une personne",
            ),
            Question(
                "time",
                "De combien de temps disposeront-ils ?",
                help="Par semaine ou par mois, pour préparer, former, évaluer.",
                example="Une demi-journée par semaine chacun, inscrite au planning d’équipe.",
            ),
            Question(
                "coordination",
                "Qui coordonne la démarche, et comment la direction s’engage-t-elle ?",
                help="Le rôle de la direction, les réunions prévues, leur rythme.",
                example="La directrice pilote. Une réunion d’une heure par mois avec les "
                "référents et le chargé de relation entreprises.",
            ),
            Question(
                "continuity",
                "Que ferez-vous si un référent s’en va ?",
                help="Qui prend le relais, et comment il sera formé.",
                example="Un deuxième encadrant suit la formation cette année. En attendant, le "
                "conseiller assure le suivi des livrets.",
                required=False,
            ),
        ),
    ),
    Section(
        "network",
        "Votre réseau",
        "Les entreprises et les organismes de formation qui avancent avec vous.",
        source="Plaquette du CQP : réseau d’entreprises et d’organismes de formation.",
        questions=(
            Question(
                "companies",
                "Quelles entreprises accueillent ou embauchent vos salariés ?",
                Kind.ROWS,
                help="Pour les immersions, les jurys, les embauches. Aucun nom de personne.",
                example="Paysages du Val ; deux immersions par an et un membre de jury.",
                columns=(Column("name", "Entreprise"), Column("part", "Ce qu’elle fait avec vous")),
                line="une entreprise",
            ),
            Question(
                "training_bodies",
                "Avec quels organismes de formation travaillez-vous ?",
                Kind.ROWS,
                help="Pour les temps en salle. Si vous êtes vous-même organisme, dites-le.",
                example="Formation du Val ; remise à niveau, une demi-journée par semaine.",
                columns=(Column("name", "Organisme"), Column("part", "Ce qu’il fait avec vous")),
                line="un organisme",
            ),
            Question(
                "jury",
                "Comment trouverez-vous les professionnels du jury ?",
                help="Le jury se prépare tôt : qui contactez-vous, combien de temps avant.",
                example="Le chargé de relation entreprises invite trois patrons quatre mois "
                "avant. Ils visitent le chantier une fois avant l’épreuve.",
            ),
            Question(
                "partners",
                "Qui d’autre vous aide sur le territoire ?",
                help="France Travail, PLIE, mission locale, commune, OPCO…",
                example="Le PLIE finance le transport. L’OPCO prend en charge la formatrice.",
                required=False,
            ),
        ),
    ),
    Section(
        "supports",
        "Vos supports de production",
        "Les métiers sur lesquels vous préparez au CQP.",
        source="Plaquette du CQP : les acquis viennent d’une ou de plusieurs situations de "
        "production.",
        questions=(
            Question(
                "supports",
                "Quels supports de production ?",
                Kind.SUPPORTS,
                help="Cochez tous ceux sur lesquels vous demandez l’agrément.",
                example="Espaces verts et maraîchage, si les deux équipes préparent le CQP.",
            ),
            Question(
                "places",
                "Combien de salariés préparez-vous chaque année ?",
                Kind.NUMBER,
                help="Un nombre, jamais de nom.",
                example="8",
            ),
            Question(
                "situations",
                "Quelles situations de travail servent à apprendre ?",
                help="Deux ou trois par support : des tâches complètes, avec leur difficulté.",
                example="Espaces verts : tondre et faire les finitions, planter un massif d’après "
                "un plan, entretenir les machines.",
            ),
        ),
    ),
    Section(
        "means",
        "Vos locaux et vos moyens",
        "Où l’on apprend, avec quel matériel, quel argent.",
        source="Convention avec les structures : moyens matériels et pédagogiques.",
        questions=(
            Question(
                "premises",
                "Où se passent la production et les temps en salle ?",
                help="Les lieux, les places, la distance entre les deux.",
                example="Un atelier de 300 m² et une salle de douze places, dans le même bâtiment.",
            ),
            Question(
                "equipment",
                "De quel matériel disposez-vous pour former et évaluer ?",
                help="Outils, machines, ordinateurs, supports de cours, banque de ressources.",
                example="Deux jeux d’outils pour apprendre à deux, six tablettes, un "
                "vidéoprojecteur, les livrets de suivi imprimés.",
            ),
            Question(
                "safety",
                "Comment la santé et la sécurité sont-elles assurées ?",
                help="L’accueil, les équipements, les gestes appris, l’accès des personnes en "
                "situation de handicap.",
                example="Un accueil sécurité le premier jour, un quart d’heure chaque lundi. La "
                "salle est de plain-pied.",
            ),
            Question(
                "funding",
                "Comment la formation est-elle financée ?",
                help="OPCO, plan d’investissement, fonds propres : acquis ou demandé.",
                example="L’OPCO a donné son accord pour 240 heures par salarié. Le reste est sur "
                "fonds propres.",
            ),
        ),
    ),
    Section(
        "planning",
        "Votre planning",
        "Comment alternent la production, la salle et l’entreprise.",
        source="Plaquette du CQP : triple alternance, deux semaines d’immersion au minimum "
        "(règle de la période expérimentale). Convention : plannings aménagés, preuves gardées.",
        questions=(
            Question(
                "alternation",
                "Comment organisez-vous la triple alternance ?",
                help="Une semaine type : la production, la salle, puis l’immersion.",
                example="Trois jours en production et une demi-journée en salle. L’immersion "
                "vient au cinquième mois.",
            ),
            Question(
                "hours",
                "Combien d’heures de formation par parcours ?",
                Kind.NUMBER,
                help="En tout. Pendant l’expérimentation : de 200 à 399 heures selon les besoins.",
                example="240",
            ),
            Question(
                "immersion",
                "Combien de semaines d’immersion en entreprise ?",
                Kind.NUMBER,
                help="Deux au moins, en une ou plusieurs fois.",
                example="2",
            ),
            Question(
                "adaptation",
                "Comment adaptez-vous les plannings de production ?",
                help="Groupes, relais entre encadrants, périodes creuses.",
                example="Deux groupes se relaient. De novembre à février, les temps en salle "
                "doublent.",
            ),
            Question(
                "proofs",
                "Comment gardez-vous la preuve que la formation a lieu ?",
                help="Feuilles d’émargement, livrets : qui les tient, où, combien de temps.",
                example="L’assistante réunit les feuilles signées chaque vendredi et les classe "
                "par session.",
            ),
        ),
    ),
)
DOCUMENTS = (
    DocumentKind(
        "commitment",
        "Lettre d’engagement de la direction",
        "Signée, elle dit que la structure porte la démarche.",
    ),
    DocumentKind(
        "recognition",
        "Convention avec l’État au titre de l’insertion",
        "La convention en cours (ACI, EI, AI, ETTI) ou le label GEIQ.",
    ),
    DocumentKind(
        "referents",
        "Attestations de formation des référents",
        "Un seul fichier, sans donnée sur des salariés en insertion.",
    ),
    DocumentKind(
        "training_body",
        "Convention ou accord avec un organisme de formation",
        "Ou une lettre d’intention.",
    ),
    DocumentKind(
        "planning", "Planning type d’un parcours", "Un tableau ou un calendrier, sans nom."
    ),
    DocumentKind(
        "other",
        "Autre pièce utile",
        "Photos des lieux, modèle de séquence… Trois au plus, sans visage ni nom.",
        required=False,
        several=True,
    ),
)
SECTIONS_BY_KEY = {section.key: section for section in SECTIONS}
DOCUMENTS_BY_KEY = {kind.key: kind for kind in DOCUMENTS}
