"""The editorial pages: home, CQP, method, legal texts, news, glossary, contact."""

import re
from datetime import date

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from wagtail.models import Page, Site

from catalogue.models import BasePage
from monographs.models import MonographIndexPage
from portal.demo.reading import load, source_words, typographic
from portal.models import (
    ContactPage,
    ContactQueue,
    ContentPage,
    CqpPage,
    GlossaryEntry,
    GlossaryPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PortalSettings,
)
from referentials.models import ReferentialIndexPage
from resources.models import ResourceIndexPage

IN_MENU = ("ressources", "referentiels", "monographies", "cqp", "glossaire")
CONTENT_PAGES = (
    "partenariat",
    "idees-recues",
    "besoins-employeurs",
    "acteurs",
    "reconnaitre-valider",
    "a-propos",
    "contribuer",
    "mentions-legales",
    "confidentialite",
    "accessibilite",
)
INDEXES: dict[str, type[BasePage]] = {
    "ressources": ResourceIndexPage,
    "referentiels": ReferentialIndexPage,
    "monographies": MonographIndexPage,
}


def seed_home() -> HomePage:
    """The home page as the root of the default site, in place of Wagtail's first page."""
    home = HomePage.objects.first()
    if home:
        return home
    site = Site.objects.filter(is_default_site=True).first()
    placeholder = site.root_page if site else None
    home = _home()
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "CHANTIER école"},
    )
    if placeholder and placeholder.specific_class is Page:
        placeholder.delete()
    _publish(home)
    return home


def _home() -> HomePage:
    data = load("pages/home")
    return HomePage(
        title=data["title"],
        slug="accueil",
        lead=data["lead"],
        search_description=data["seo_description"],
        search_examples=[
            ("example", {"label": item["label"], "query": item["q"]})
            for item in data["search_examples"]
        ],
        doors=[("door", door) for door in data["doors"]],
        figures=[("figure", figure) for figure in data["figures"]],
        figures_note=data["figures_note"],
        network_title=data["network"]["title"],
        network_text=data["network"]["text"],
        network_links=[("link", link) for link in data["network"]["links"]],
    )


def seed_settings() -> None:
    """Identity of the network, only if nobody filled it in."""
    site = Site.objects.get(is_default_site=True)
    PortalSettings.objects.get_or_create(
        site=site,
        defaults={
            "site_name": "CHANTIER école",
            "tagline": "La banque des outils pour former par le travail",
            "publisher": "le réseau CHANTIER école (site de démonstration)",
            "host": "la structure qui installe ce logiciel",
            "licence_note": "Sauf mention contraire, les contenus sont sous licence CC BY-SA 4.0.",
        },
    )


def seed_indexes(home: HomePage) -> dict[str, BasePage]:
    """The three lists."""
    pages = {}
    for slug, model in INDEXES.items():
        data = load(f"pages/{slug}")
        pages[slug] = model.objects.first() or _add(
            home, model(slug=slug, intro=rich(data["intro"]), **_common(data))
        )
    return pages


def seed_pages(home: HomePage) -> None:
    """Everything else, page by page, when it is missing."""
    if not CqpPage.objects.exists():
        _add(home, _cqp())
    if not GlossaryPage.objects.exists():
        data = load("pages/glossaire")
        _add(home, GlossaryPage(slug="glossaire", intro=rich(data["intro"]), **_common(data)))
    for slug in CONTENT_PAGES:
        if not ContentPage.objects.filter(slug=slug).exists():
            data = load(f"pages/{slug}")
            page = ContentPage(
                slug=slug, intro=data["intro"], body=body(data["body"]), **_common(data)
            )
            _add(home, page)
    if not ContactPage.objects.exists():
        _add(home, _contact())
    if not NewsIndexPage.objects.exists():
        _seed_news(home)
    _seed_glossary()


def _common(data: dict) -> dict:
    return {
        "title": data["title"],
        "search_description": data["seo_description"],
        "show_in_menus": data["slug"] in IN_MENU,
    }


def _add(parent: BasePage, page: BasePage) -> BasePage:
    parent.add_child(instance=page)
    return _publish(page)


def _publish(page: BasePage) -> BasePage:
    page.save_revision(log_action=False).publish()
    return page


def _cqp() -> CqpPage:
    data = load("pages/cqp")
    names = ("title", "what", "who", "duration", "documents", "rules", "path_steps")
    return CqpPage(
        slug="cqp",
        **_common(data),
        **{name: data[name] for name in ("intro", "caveat", "questions_intro")},
        steps=[("step", {name: step[name] for name in names}) for step in data["steps"]],
        roles=[("role", role) for role in data["roles"]],
        figures=[("figure", figure) for figure in data["figures"]],
        timeline=[("item", item) for item in data["timeline"]],
        questions=[("question", question) for question in data["questions"]],
    )


def _contact() -> ContactPage:
    data = load("pages/contact")
    page = ContactPage(
        slug="contact",
        intro=data["intro"],
        **_common(data),
        **{
            name: data[name] for name in ("privacy_note", "confirmation_title", "confirmation_text")
        },
    )
    page.queues = [
        ContactQueue(key=queue["key"], label=queue["label"], help_text=queue["help"])
        for queue in data["queues"]
    ]
    return page


def _seed_news(home: HomePage) -> None:
    data = load("pages/actualites")
    index = _add(home, NewsIndexPage(slug="actualites", intro=rich(data["intro"]), **_common(data)))
    for item in [*data["items"], load("pages/communique-2013")]:
        moment = item["date"]
        _add(
            index,
            NewsPage(
                slug=item["slug"],
                title=item["title"],
                date=moment if isinstance(moment, date) else date.fromisoformat(moment),
                date_label=item.get("date_label", ""),
                is_archive=item.get("archive", False),
                summary=item["summary"],
                search_description=item.get("seo_description", ""),
                body=body(item["body"]),
            ),
        )


def _seed_glossary() -> None:
    known = set(GlossaryEntry.objects.values_list("term", flat=True))
    for item in load("corpus/glossaire")["glossaire"]:
        term = typographic(str(item["terme"]))
        if term not in known:
            GlossaryEntry.objects.create(
                term=term,
                expansion=typographic(item.get("developpement") or ""),
                definition=typographic(item["definition"]),
                source=source_words(item["source"]),
                origin="source" if item["origine"] == "source" else "complement",
            )


def body(blocks: list[dict]) -> list[tuple]:
    """The blocks of a page, as StreamField takes them."""
    stream = []
    for block in blocks:
        ((kind, value),) = block.items()
        if kind == "text":
            value = rich(value)
        elif kind == "callout":
            value = value | {"text": rich(value["text"])}
        elif kind == "steps":
            value = [item | {"text": rich(item["text"])} for item in value]
        stream.append((kind, value))
    return stream


def rich(text: str) -> str:
    """Light markup (paragraphs, `- ` lists, **bold**, [label](/address/)) to rich text."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        if all(line.startswith("- ") for line in lines):
            items = format_html_join("", "<li>{}</li>", ((_inline(line[2:]),) for line in lines))
            parts.append(format_html("<ul>{}</ul>", items))
        else:
            parts.append(format_html("<p>{}</p>", _inline(" ".join(lines))))
    return "".join(parts)


def _inline(text: str) -> str:
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))
    html = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', html)
    return mark_safe(html)  # noqa: S308 (escaped above)
