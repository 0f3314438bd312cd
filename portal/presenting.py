"""What the editorial pages show beside their own text."""

from collections import defaultdict

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Site

from catalogue import access
from catalogue.cards import cards_for
from catalogue.jsonld import script_json
from catalogue.models import Record, RecordKind
from catalogue.text import normalised_key
from members.directory.published import listed
from portal.models import GlossaryEntry, NewsPage, PortalSettings

# Of each kind: one person comes for tools, another for practices.
NEWEST_OF_A_KIND = 2
TOOLS_PER_STEP = 4
NEWS_ON_HOME = 2


def home_context(page, request) -> dict:
    """Examples, doors, what is new, figures."""
    visible = access.visible_to(Record.objects.all(), request.user)
    rank = Window(
        RowNumber(),
        partition_by=F("record_kind"),
        order_by=[F("first_published_at").desc(), F("pk").desc()],
    )
    newest = visible.annotate(rank=rank).filter(rank__lte=NEWEST_OF_A_KIND)
    newest = newest.order_by("rank", "-first_published_at")
    return {
        "search_examples": [
            {
                "label": item.value["label"],
                "url": f"{reverse('search')}?{urlencode({'q': item.value['query']})}",
            }
            for item in page.search_examples
        ],
        "jsonld": website_jsonld(request),
        "doors": [item.value for item in page.doors],
        "newest": cards_for(newest, request.user, request),
        "figures": [item.value for item in page.figures],
        "network_links": [item.value for item in page.network_links],
        "news": list(
            access.visible_to(NewsPage.objects.filter(is_archive=False), request.user).order_by(
                "-date"
            )[:NEWS_ON_HOME]
        ),
    }


def website_jsonld(request):
    """The site and its search, for search engines (schema.org WebSite, SearchAction)."""
    base = settings.WAGTAILADMIN_BASE_URL
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": PortalSettings.for_request(request).site_name,
            "url": f"{base}/",
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{base}{reverse('search')}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def news_list(page, request) -> dict:
    """The news under this index, newest first, archives apart."""
    items = list(access.visible_to(NewsPage.objects.child_of(page), request.user).order_by("-date"))
    return {
        "news": [item for item in items if not item.is_archive],
        "archives": [item for item in items if item.is_archive],
    }


def glossary_letters() -> dict:
    """Entries grouped by letter; what begins with no letter comes first, together."""
    grouped: dict[str, list[GlossaryEntry]] = {}
    for entry in GlossaryEntry.objects.order_by("key"):
        grouped.setdefault(entry.letter, []).append(entry)
    letters = [{"letter": letter, "entries": grouped[letter]} for letter in sorted(grouped)]
    return {"letters": letters, "total": sum(map(len, grouped.values()))}


def cqp_context(page, request) -> dict:
    """Steps with their tools (resources filed under the step), roles, figures."""
    wanted = {slug for step in page.steps for slug in step.value["path_steps"]}
    tools = _tools_by_step(wanted, request)
    steps = [
        _cqp_step(number, block.value, tools) for number, block in enumerate(page.steps, start=1)
    ]
    return {
        "path": steps,
        "roles": [item.value for item in page.roles],
        "figures": [item.value for item in page.figures],
        "timeline_items": [item.value for item in page.timeline],
        "contents": [
            {
                "title": f"{step['number']}. {step['title']}",
                "anchor": step["anchor"],
                "children": [],
            }
            for step in steps
        ],
    }


def _cqp_step(number: int, value, tools: dict[str, list]) -> dict:
    slugs = list(value["path_steps"])
    cards = list({card.url: card for slug in slugs for card in tools[slug]}.values())
    query = urlencode({"nature": RecordKind.RESOURCE.value, "etape": slugs}, doseq=True)
    return {
        "number": number,
        "anchor": f"etape-{number}",
        **{name: value[name] for name in ("title", "what", "duration")},
        "who": list(value["who"]),
        "documents": list(value["documents"]),
        "rules": list(value["rules"]),
        "tools": cards[:TOOLS_PER_STEP],
        "tools_total": len(cards),
        "tools_url": f"{reverse('search')}?{query}" if cards else "",
    }


def _tools_by_step(slugs: set[str], request) -> dict[str, list]:
    """step slug → cards of its resources, in a constant number of queries."""
    visible = access.visible_to(
        Record.objects.filter(record_kind=RecordKind.RESOURCE, steps__slug__in=slugs), request.user
    )
    pairs = list(visible.order_by("title").values_list("pk", "steps__slug"))
    records = list(Record.objects.filter(pk__in={pk for pk, _slug in pairs}))
    cards = dict(
        zip((r.pk for r in records), cards_for(records, request.user, request), strict=True)
    )
    tools: dict[str, list] = defaultdict(list)
    for pk, slug in pairs:
        tools[slug].append(cards[pk])
    return tools


def site_name() -> str:
    """The name of the site, where there is no request: in a mail."""
    site = Site.objects.filter(is_default_site=True).first()
    return PortalSettings.for_site(site).site_name if site else settings.WAGTAIL_SITE_NAME


def site_tree(request) -> list[dict]:
    """Every section with its pages, for the human site map."""
    root = Site.find_for_request(request).root_page
    pages = access.visible_to(root.get_descendants().order_by("path"), request.user)
    sections: dict[str, dict] = {}
    for page in pages:
        entry = {"title": page.title, "url": page.get_url(request), "pages": []}
        section = page.path[: len(root.path) + page.steplen]
        if page.path == section:
            sections[section] = entry
        elif section in sections:
            sections[section]["pages"].append(entry)
    proposing = {"title": "Proposer une bonne pratique", "url": reverse("editorial:propose")}
    return [*sections.values(), proposing | {"pages": []}, _directory_tree()]


def _directory_tree() -> dict:
    """The directory of structures, which is no page of the tree."""
    pages = [
        {"title": "La carte des structures", "url": reverse("members:directory_map")},
        {"title": "Vérifier un agrément", "url": reverse("members:verify")},
    ]
    rows = listed().values_list("name", "slug")
    pages += [
        {"title": name, "url": reverse("members:public_structure", args=[slug])}
        for name, slug in sorted(rows, key=lambda row: normalised_key(row[0]))
    ]
    return {
        "title": "Les structures du réseau",
        "url": reverse("members:directory"),
        "pages": pages,
    }
