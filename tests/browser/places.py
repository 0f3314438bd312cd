"""One page of every type, by what it is (see `building.py` for what the corpus lacks)."""

# The identifier of a file that strangers may not open.
REFUSED = "00000000-0000-4000-8000-000000000001"
PAGES = {
    "home": "/",
    "search": "/recherche/",
    "search, words": "/recherche/?q=livret",
    "search, filters": "/recherche/?nature=ressource&support=nettoyage-et-proprete",
    "search, nothing found": "/recherche/?q=zzzzzz",
    "resources": "/ressources/",
    "referentials": "/referentiels/",
    "monographs": "/monographies/",
    "map": "/monographies/carte/",
    "resource": "/ressources/afest-fiche-positionnement/",
    "resource, reserved": "/ressources/reservee/",
    "file, refused": f"/fichiers/{REFUSED}/agreee-livret.pdf",
    "referential": "/referentiels/soixante/",
    "competency": "/referentiels/soixante/competences/A1.1.1/",
    "monograph": "/monographies/immersions-mutualisees-la-pose-valenciennes/",
    "CQP": "/cqp/",
    "glossary": "/glossaire/",
    "method": "/partenariat/",
    "received ideas": "/idees-recues/",
    "legal text": "/confidentialite/",
    "news": "/actualites/",
    "piece of news": "/actualites/communique-2013/",
    "contact": "/contact/",
    "sign in": "/compte/connexion/",
    "site map": "/plan-du-site/",
    "not found": "/rien/",
    "bad request": "/media/images/..%2f..%2fprive",
    "removed": "/ressources/retiree/",
}
