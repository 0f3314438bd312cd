"""A site that grows: the same pages with 12 records, then with 120, every relation filled."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.models import (
    Audience,
    Department,
    Device,
    Keyword,
    Licence,
    Occupation,
    Organisation,
    Region,
    Role,
    Step,
    StructureType,
    Theme,
)
from catalogue.text import french_slug
from monographs.models import MonographIndexPage, MonographPage, MonographTool
from portal.models import CqpPage, GlossaryEntry, GlossaryPage, NewsIndexPage, NewsPage
from referentials.models import ReferentialIndexPage, ReferentialPage
from resources.models import ResourceIndexPage, ResourcePage
from tests import builders
from tests.structures import make_agreement, make_structure

SHARED = {
    "supports": builders.Support,
    "occupations": Occupation,
    "devices": Device,
    "themes": Theme,
    "steps": Step,
    "audiences": Audience,
    "roles": Role,
    "structure_types": StructureType,
}
MAKERS = (
    (ResourceIndexPage, ResourcePage),
    (ReferentialIndexPage, ReferentialPage),
    (MonographIndexPage, MonographPage),
)
LEVELS = ("public", "members", "public", "accredited", "public", "editors")


class GrowingSite:
    """Call `grow(number)`: every list then has that many things to show."""

    def __init__(self) -> None:
        home = builders.make_site()
        self.shared = {
            name: [builders.make_term(model, f"{name} {rank}") for rank in range(3)]
            for name, model in SHARED.items()
        }
        self.region = builders.make_term(Region, "Région", code="99")
        self.place = Department.objects.create(label="Place", code="01", region=self.region)
        self.licence = Licence.objects.create(label="Licence", slug="licence", can=["Copier"])
        self.cqp = builders.make_page(CqpPage, slug="cqp", steps=[("step", self._step())] * 6)
        builders.make_page(GlossaryPage, slug="glossaire")
        self.news = builders.make_page(NewsIndexPage, slug="actualites")
        self.resource = builders.make_resource(**self._fields(0), slug="riche")
        self.referential = builders.make_referential(slug="riche", **self._terms(0))
        self.monograph = builders.make_monograph(slug="riche", **self._terms(0))
        self.member = builders.make_user("member")
        self.agreed = make_structure(slug="riche", is_listed=True, department=self.place)
        self.agreement = make_agreement(self.agreed, code="ABCDEFGHJKMN")
        self.home, self.size = home, 0

    def _step(self) -> dict:
        slugs = [step.slug for step in self.shared["steps"]]
        return {
            "title": "Étape",
            "what": "Faire.",
            "who": [],
            "duration": "",
            "documents": [],
            "rules": [],
            "path_steps": slugs,
        }

    def grow(self, number: int) -> None:
        """Bring the number of records, and of each relation of the rich ones, to `number`."""
        with disable_reference_index_auto_update():
            self._grow_rich(number)
            for rank in range(self.size, number):
                self._add(rank)
        self.size = number

    def _terms(self, rank: int) -> dict:
        places = {"departments": [self.place], "regions": [self.region]}
        return {name: terms[: 1 + rank % 3] for name, terms in self.shared.items()} | places

    def _fields(self, rank: int) -> dict:
        return self._terms(rank) | {
            "resource_kind": builders.make_kind(),
            "licence": self.licence,
            "publisher": self._organisation("Éditeur"),
            "source_year": 2000 + rank % 20,
        }

    def _organisation(self, name: str) -> Organisation:
        slug = french_slug(name)
        found = Organisation.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "city": "Ville",
                "department": self.place,
                "region": self.region,
            },
        )
        return found[0]

    def _add(self, rank: int) -> None:
        """One more record (straight into the database: revisions are not what is measured)."""
        index, model = MAKERS[rank % 3]
        fields = self._fields(rank)
        if model is not ResourcePage:
            fields.pop("resource_kind")
        now = timezone.now()
        record = index.objects.get().add_child(
            instance=model(
                title=f"Fiche {rank}",
                slug=f"f-{rank}",
                summary="Un résumé.",
                live=True,
                first_published_at=now,
                last_published_at=now,
                access_level=LEVELS[rank % len(LEVELS)],
                **fields,
            )
        )
        self._fill(record, rank)
        self._add_structure(rank)
        GlossaryEntry.objects.create(term=f"Mot {rank}", definition="Définition.")
        self.news.refresh_from_db()
        news = {"title": f"Actualité {rank}", "slug": f"a-{rank}", "summary": "Une nouvelle."}
        self.news.add_child(instance=NewsPage(**news, date=now.date(), live=True))

    def _add_structure(self, rank: int) -> None:
        """One more structure of the directory; two in three are agreed."""
        structure = make_structure(
            name=f"Chantier {rank}",
            is_listed=True,
            is_adherent=rank % 2 == 0,
            department=self.place,
            published=["presentation"],
            presentation="On y apprend.",
        )
        structure.supports.set(self.shared["supports"][: 1 + rank % 3])
        self.agreed.supports.add(builders.make_term(builders.Support, f"Support {rank}"))
        self.agreement.supports.set(self.agreed.supports.all())
        if rank % 3:
            make_agreement(structure).supports.set(self.shared["supports"])

    def _fill(self, record: Page, rank: int) -> None:
        builders.make_file(record)
        record.keywords.add(Keyword.objects.get_or_create(name=f"mot {rank % 7}")[0])
        record.save()
        if isinstance(record, ResourcePage):
            first = self.referential.competencies.first()
            for role in ("teach", "assess", "prove"):
                builders.link_competency(record, first, role)
            MonographTool.objects.create(page=self.monograph, label="Outil", record=record)
        elif isinstance(record, MonographPage):
            record.bearers = [self._organisation(f"Structure {rank}")]
            record.save()
            MonographTool.objects.create(page=record, label="Outil", record=self.resource)

    def _grow_rich(self, number: int) -> None:
        """A resource with many files and links, a referential with as many competencies…"""
        self.referential.tree = self.referential.tree.stream_block.to_python(stable_tree(number))
        self.referential = builders.publish(self.referential)
        for competency in self.referential.competencies.filter(resource_links=None):
            builders.link_competency(self.resource, competency)
        for rank in range(self.size, number):
            builders.make_file(self.resource, label=f"Document {rank}")
        self.monograph.bearers = [self._organisation(f"Porteuse {n}") for n in range(number)]
        self.monograph.partners = [
            ("partner", {"name": f"Partenaire {n}", "partner_type": None, "role": ""})
            for n in range(number)
        ]
        self.monograph = builders.publish(self.monograph)


def stable_tree(number: int) -> list[dict]:
    """One activity of so many competencies; each keeps its identifier as the tree grows."""
    competencies = [
        {
            "type": "item",
            "id": str(uuid5(NAMESPACE_URL, f"competency {rank}")),
            "value": {
                "code": f"A1.1.{rank}",
                "label": f"Faire {rank}",
                "context": "",
                "criteria": [{"type": "item", "value": "On le voit.", "id": None}],
            },
        }
        for rank in range(1, number + 1)
    ]
    activity = {"code": "A1.1", "title": "Activité", "competencies": competencies}
    activities = [{"type": "item", "value": activity, "id": None}]
    return [
        {
            "type": "block",
            "id": str(uuid5(NAMESPACE_URL, "block")),
            "value": {"code": "A1", "title": "Bloc", "activities": activities},
        }
    ]
