"""Say how often the right sheet is among the first three, and what fails."""

from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from yaml import YAMLError

from portal.searching.quality import Judged, Score, judge, read_queries

DEFAULT = Path(__file__).parents[2] / "demo" / "search_queries.yaml"


class Command(BaseCommand):
    help = "Mesure la recherche sur les requêtes du fichier (succès@1, succès@3, MRR, échecs)."

    def add_arguments(self, parser):
        parser.add_argument("fichier", nargs="?", type=Path, default=DEFAULT)
        parser.add_argument(
            "--minimum", type=float, default=0.0, help="Échoue sous ce succès@3, en pour cent."
        )

    def handle(self, *args, fichier: Path, minimum: float, **options):
        try:
            queries = read_queries(fichier)
        except (OSError, ValueError, KeyError, TypeError, YAMLError) as error:
            raise CommandError(f"Ce fichier de requêtes ne se lit pas : {error}") from error
        judged = [judge(query) for query in queries]
        self._failures(judged)
        self._table(judged)
        score = Score.of(judged)
        if score.three * 100 < minimum:
            raise CommandError(f"succès@3 {score.three:.1%}, en dessous de {minimum} %")

    def _failures(self, judged: list[Judged]) -> None:
        for item in judged:
            if not 1 <= item.place <= 3:
                place = f"rang {item.place}" if item.place else "absente"
                self.stdout.write(f"✗ [{item.asked.kind}] « {item.asked.query} » : {place}")
                self.stdout.write(f"    attendue : {', '.join(item.asked.answers)}")
                self.stdout.write(f"    montré : {', '.join(item.shown[:3]) or 'rien'}")

    def _table(self, judged: list[Judged]) -> None:
        groups: dict[str, list[Judged]] = defaultdict(list)
        for item in judged:
            groups[item.asked.kind].append(item)
            groups[f"({item.asked.who})"].append(item)
        self.stdout.write(f"\n{'':20}{'requêtes':>9}{'succès@1':>10}{'succès@3':>10}{'MRR':>8}")
        for name, group in [*sorted(groups.items()), ("ensemble", judged)]:
            score = Score.of(group)
            self.stdout.write(
                f"{name:20}{score.number:>9}{score.first:>10.1%}{score.three:>10.1%}"
                f"{score.reciprocal:>8.3f}"
            )
