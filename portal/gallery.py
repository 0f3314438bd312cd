"""Sample data for the gallery of components: every state, in realistic French.

Everything here is fictional and says so; nothing is read from the database.
"""

from django import forms


class SampleForm(forms.Form):
    """One field of each sort, so that the gallery shows them with and without errors."""

    name = forms.CharField(label="Nom de la structure", help_text="Celui de la convention.")
    siret = forms.CharField(label="SIRET", help_text="14 chiffres, sans espace.")
    kind = forms.ChoiceField(
        label="Type de structure", choices=[("aci", "ACI"), ("ei", "EI"), ("ai", "AI")]
    )
    note = forms.CharField(label="Votre réseau d’entreprises", widget=forms.Textarea, required=False)
    supports = forms.MultipleChoiceField(
        label="Supports de production",
        help_text="Cochez tout ce qui convient.",
        choices=[("ev", "Espaces verts"), ("bat", "Bâtiment"), ("rest", "Restauration")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="Je suis mandaté par la direction")


def card(kind: str, title: str, **changes) -> dict:
    """A record card of this kind; keyword arguments replace its default values."""
    labels = {"ressource": "Ressource", "referentiel": "Référentiel", "monographie": "Monographie"}
    return {
        "kind": kind,
        "kind_label": labels[kind],
        "title": title,
        "url": "#carte",
        "summary": "Exemple fictif : une phrase dit à quoi cela sert et pour qui.",
        "facts": ["Espaces verts", "PDF, 180 Ko", "2 pages"],
        "lock": "",
        "state": None,
        **changes,
    }


def _cards() -> list[dict]:
    trial = {"tone": "caution", "label": "Période expérimentale"}
    replaced = {"tone": "error", "label": "Remplacée"}
    return [
        card("ressource", "Fiche d’expérience : tailler une haie en sécurité"),
        card(
            "referentiel",
            "Salarié polyvalent, support espaces verts",
            facts=["4 blocs", "22 compétences", "2024"],
            state=trial,
        ),
        card(
            "monographie",
            "Des entreprises du paysage au jury : ce que cela change",
            facts=["Exemple-sur-Loire", "2019", "Relations entreprises"],
        ),
        card(
            "ressource",
            "Livret de suivi des compétences clés",
            lock="Réservé aux structures adhérentes",
            state=replaced,
            facts=["Tous supports", "ODT modifiable"],
        ),
    ]


def _choices(*rows: tuple[str, int], selected: tuple[str, ...] = ()) -> list[dict]:
    return [
        {"value": label.lower().replace(" ", "-"), "label": label, "count": count, "selected": label in selected}
        for label, count in rows
    ]


def _facets() -> list[dict]:
    supports = _choices(
        ("Espaces verts", 12), ("Bâtiment", 9), ("Restauration", 7), ("Nettoyage", 6), ("Textile", 4),
        ("Maraîchage", 4), ("Industrie", 3), ("Logistique", 2), ("Mobilité", 1), selected=("Espaces verts",),
    )  # fmt: skip
    kinds = _choices(("Ressource", 31), ("Référentiel", 4), ("Monographie", 28))
    access = _choices(("Ouvert à tous", 51), ("Réservé aux adhérents", 12))
    return [
        {"param": "support", "label": "Support de production", "multiple": True, "open": True,
         "more": True, "choices": supports},
        {"param": "type", "label": "Type de contenu", "multiple": False, "open": True,
         "more": False, "choices": kinds},
        {"param": "acces", "label": "Accès", "multiple": True, "open": False, "more": False,
         "choices": access},
    ]  # fmt: skip


def _pager() -> dict:
    links = [{"number": n, "url": f"?page={n}", "current": n == 2, "gap": False} for n in (1, 2, 3)]
    links.append({"number": 0, "url": "", "current": False, "gap": True})
    links.append({"number": 9, "url": "?page=9", "current": False, "gap": False})
    return {"number": 2, "total": 9, "previous_url": "?page=1", "next_url": "?page=3", "links": links}


def _listing() -> dict:
    return {
        "action": "#liste",
        "query": "taille",
        "hidden": [("vue", "liste")],
        "sort_choices": [
            {"value": "", "label": "Les plus proches de ma recherche", "selected": True},
            {"value": "recent", "label": "Les plus récents", "selected": False},
        ],
        "facets": _facets(),
        "total": 12,
        "total_label": "12 contenus",
        "cards": _cards(),
        "pager": _pager(),
        "chips": [
            {"facet": "Support de production", "label": "Espaces verts", "url": "#retirer-support"},
            {"facet": "Recherche", "label": "« taille »", "url": "#retirer-mot"},
        ],
        "clear_url": "#tout",
        "empty": None,
    }


def _empty() -> dict:
    return {
        "title": "Rien ne correspond à « élagage » en restauration",
        "text": "Retirez un filtre, ou cherchez avec un autre mot.",
        "links": [
            {"label": "Garder « élagage », sans le support", "url": "#sans-support", "count": 3},
            {"label": "Essayer avec « taille »", "url": "#taille", "count": 12},
        ],
    }


def _downloads() -> list[dict]:
    pdf = {"url": "#pdf", "format_label": "PDF", "size_label": "180 Ko", "pages_label": "2 pages",
           "language_label": "", "editable": False, "thumbnail_url": ""}  # fmt: skip
    odt = {**pdf, "url": "#odt", "format_label": "ODT", "size_label": "64 Ko", "editable": True}
    return [
        {"label": "La fiche", "lock": None, "files": [pdf, odt],
         "older": [{"url": "#v1", "label": "Version de mars 2023 (PDF, 172 Ko)"}]},
        {"label": "Le corrigé", "lock": {"level_label": "Réservé aux structures adhérentes",
                  "explanation": "Votre référent peut vous inviter."},
         "files": [{**pdf, "language_label": "en portugais"}], "older": []},
    ]  # fmt: skip


def _figures() -> list[dict]:
    return [
        {"value": "31", "unit": "immersions", "label": "réalisées dans l’année", "period": "2011",
         "source": "exemple", "approx": False},
        {"value": "50", "unit": "acteurs", "label": "réunis chaque trimestre", "period": "2012",
         "source": "", "approx": True},
        {"value": "2", "unit": "semaines", "label": "d’immersion au minimum", "period": "",
         "source": "règle d’exemple", "approx": False},
        {"value": "4 000", "unit": "", "label": "salariés visés", "period": "2013", "source": "exemple",
         "approx": False},
    ]  # fmt: skip


def _chart() -> dict:
    rows = [("Entretien des locaux", 26), ("Accueil", 23), ("Industrie", 19), ("Médico-social", 12)]
    bars = [
        {"label": label, "value_label": f"{value} %", "width": value * 100 / 26,
         "highlight": value == 26}
        for label, value in rows
    ]  # fmt: skip
    return {
        "title": "Où se passent les immersions",
        "description": "Une sur quatre se fait dans l’entretien des locaux.",
        "unit": "Part des immersions",
        "source": "exemple fictif, 2011",
        "bars": bars,
    }


def _steps() -> list[dict]:
    return [
        {"number": 1, "title": "La structure demande son agrément", "anchor": "etape-1",
         "text": "Elle montre ses compétences pédagogiques et son réseau d’entreprises.",
         "when": "2 à 3 mois", "aside": "Règle de la période expérimentale, 2013.",
         "roles": [{"initials": "D", "label": "Direction", "tone": "ink"},
                   {"initials": "CE", "label": "Certificateur", "tone": "green"}],
         "links": [{"title": "Dossier type de demande d’agrément", "url": "#dossier"}]},
        {"number": 2, "title": "L’équipe se forme",
         "text": "Former en produisant, évaluer, préparer au jury : cela s’apprend.",
         "roles": [{"initials": "ET", "label": "Encadrant technique", "tone": "brick"}]},
        {"number": 3, "title": "Le salarié se forme en situation de production"},
    ]  # fmt: skip


def _competency(code: str, label: str, **changes) -> dict:
    marks = [
        {"role": "teach", "label": "Enseigner", "count": 3, "url": "#enseigner"},
        {"role": "assess", "label": "Évaluer", "count": 1, "url": "#evaluer"},
        {"role": "prove", "label": "Prouver", "count": 0, "url": ""},
    ]
    criteria = ["La haie est droite.", "Les protections sont portées tout du long."]
    anchor = code.lower().replace(".", "-")
    return {"code": code, "label": label, "anchor": anchor, "url": "", "context": "",
            "criteria": criteria, "marks": marks, **changes}  # fmt: skip


def _tree() -> list[dict]:
    first = [_competency("A1.1", "Préparer son poste de taille", context="Sur un chantier, à deux."),
             _competency("A1.2", "Tailler une haie au cordeau", url="#competence")]  # fmt: skip
    second = [_competency("B1.1", "Dire un danger à son équipe", criteria=[])]
    return [
        {"code": "A", "title": "Entretenir un espace vert", "anchor": "bloc-a",
         "activities": [{"code": "A1", "title": "Tailler", "competencies": first}]},
        {"code": "B", "title": "Travailler en sécurité", "anchor": "bloc-b",
         "activities": [{"code": "", "title": "", "competencies": second}]},
    ]  # fmt: skip


def _practice() -> dict:
    """What only a monograph shows."""
    return {
        "brief": [
            {"label": "Le besoin", "text": "Des immersions utiles, mais trop longues à monter seul."},
            {"label": "L’action", "text": "Un seul opérateur monte les immersions de tout le territoire."},
            {"label": "Le résultat", "text": "31 immersions en un an, pour 30 prévues."},
            {"label": "Le coût", "text": "60 000 € par an (prévisionnel 2012)."},
        ],
        "levers": {"title": "Ce qui aide", "icon": "lever", "items": [
            "Un seul interlocuteur pour l’administratif", "Des réunions de réseau régulières"]},
        "vigilance": {"title": "À surveiller", "icon": "warning", "items": [
            "Les chaussures de sécurité ne sont pas toujours financées"]},
        "stakeholders": [
            {"label": "Salariés", "icon": "people", "items": ["Un métier essayé pour de vrai"]},
            {"label": "SIAE", "icon": "helmet", "items": ["Moins de papiers", "Un réseau élargi"]},
            {"label": "Entreprises", "icon": "building", "items": ["Un vivier connu"]},
            {"label": "Territoire", "icon": "map", "items": ["Des acteurs qui se parlent"]}],
        "funding": [
            {"year": "2011", "amount_label": "53 000 €", "funders": "Agglomération, FSE", "purpose": ""},
            {"year": "2012", "amount_label": "60 000 €", "funders": "Agglomération, FSE",
             "purpose": "prévisionnel"}],
    }  # fmt: skip


def _texts() -> dict:
    """Small texts shared by several pages."""
    return {
        "breadcrumb": [{"title": "Accueil", "url": "/"}, {"title": "Ressources", "url": "#"},
                       {"title": "Tailler une haie"}],
        "licence": {"label": "Licence d’exemple", "url": "#licence",
                    "can": ["Imprimer, photocopier, adapter à votre chantier"],
                    "must": ["Citer le réseau et la date"], "cannot": ["La vendre"]},
        "citation": "Réseau d’exemple, « Tailler une haie », fiche d’expérience, 2024.",
        "beliefs": [
            {"claim": "Un salarié en insertion n’est pas employable.", "answer": "Faux",
             "tone": "error", "explanation": "Il travaille déjà, et il est suivi.", "source": "exemple"},
            {"claim": "Une immersion se prépare.", "answer": "Vrai", "tone": "success",
             "explanation": "L’objectif se fixe à trois, avant de commencer.", "source": ""}],
        "table": {"caption": "Qui siège au jury (exemple)", "headers": ["Membre", "Nombre", "Rôle"],
                  "rows": [["Entreprise du métier", "2", "Observe et questionne"],
                           ["Encadrant", "1", "Connaît le poste"]]},
        "timeline": [
            {"date": "Février 2013", "title": "La branche se crée", "text": "", "source": "exemple"},
            {"date": "Octobre 2013", "title": "Premiers jurys", "text": "Trois villes, 27 salariés.",
             "source": ""}],
        "doors": [
            {"icon": "former", "door": {"title": "Je forme des salariés", "text": "Fiches et livrets.",
             "links": [{"label": "Par support", "url": "#"}, {"label": "Par étape", "url": "#"}]}},
            {"icon": "cqp", "door": {"title": "Je prépare le CQP", "text": "14 étapes.",
             "links": [{"label": "Pas à pas", "url": "#"}, {"label": "Le référentiel", "url": "#"}]}},
            {"icon": "pratique", "door": {"title": "Je cherche une bonne pratique", "text": "",
             "url": "#", "links": [{"label": "Sur la carte", "url": "#"}]}}],
        "contents": [{"title": "Bloc A", "anchor": "bloc-a", "children": [
                      {"title": "Préparer son poste", "anchor": "a1-1"}]},
                     {"title": "Bloc B", "anchor": "bloc-b", "children": []}],
    }  # fmt: skip


def samples() -> dict:
    """Everything the gallery page shows, by component."""
    icons = (
        "search download lock check warning info arrow-left arrow-right chevron file book tree "
        "helmet map print close menu external rss calendar people user euro clock target building "
        "bulb key lever history link mail filter pencil minus sun moon contrast"
    )
    listing = _listing()
    nothing = {**listing, "total": 0, "total_label": "Aucun contenu", "cards": [], "pager": None,
               "chips": [], "empty": _empty()}  # fmt: skip
    return {
        **_texts(),
        **_practice(),
        "icons": icons.split(),
        "cards": _cards(),
        "listing": listing,
        "nothing": nothing,
        "downloads": _downloads(),
        "figures": _figures(),
        "chart": _chart(),
        "steps": _steps(),
        "tree": _tree(),
        "related": [{"reason": "Pour le même support", "cards": _cards()[:2]},
                    {"reason": "Vide", "cards": []}],
        "form": SampleForm(),
        "bad_form": SampleForm({"kind": "xx"}, auto_id="erreur_%s"),
    }  # fmt: skip
