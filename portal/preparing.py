"""Bring the site's data up to date before it serves; each step runs only when it is needed."""

import hashlib
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from portal.launching.words import Pulse, Refusal, say, warn
from portal.settings.env import BASE_DIR, DATA_DIR, DEMO

# Present while the demo corpus is loading: an interrupted load is taken up again.
DEMO_MARK = DATA_DIR / "demo-en-cours"


def prepare(static: bool = True) -> None:
    """Database, cache table, demo corpus, static files. Raises `Refusal` in plain words."""
    try:
        _make_folders()
        _migrate()
        call_command("createcachetable", verbosity=0)
        _prepare_search()
        if DEMO:
            _load_demo()
        _read_files()
        _build_index()
        _follow_base_url()
    except OperationalError as error:
        raise Refusal(f"La base de données ne répond pas : {error}") from error
    except OSError as error:
        raise Refusal(f"Écriture impossible dans {DATA_DIR} : {error.strerror}.") from error
    if static:
        _collect_static()


def show_accounts() -> None:
    """Who can sign in, on a demonstration site."""
    if DEMO:
        say("\nComptes de démonstration :")
        call_command("demo_accounts")


def _make_folders() -> None:
    for folder in (DATA_DIR, Path(settings.MEDIA_ROOT)):
        folder.mkdir(parents=True, exist_ok=True)


class _Migrate(migrate.Command):
    """Django's own `migrate`, which counts for the pulse instead of listing."""

    def migration_progress_callback(self, action, migration=None, fake=False) -> None:
        if action == "apply_success":
            self.done += 1
            self.pulse.detail = f"{self.done} sur {self.total}"


def _migrate() -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    command = _Migrate()
    command.done, command.total = 0, len(plan)
    with Pulse(f"Mise à jour de la base de données ({len(plan)} étapes)") as command.pulse:
        call_command(command, verbosity=0, interactive=False)


def _load_demo() -> None:
    if not _is_empty() and not DEMO_MARK.exists():
        return
    say("Chargement du contenu de démonstration (quelques minutes, une seule fois)…")
    DEMO_MARK.touch()
    call_command("load_demo")
    DEMO_MARK.unlink()


def _read_files() -> None:
    """The text of files that came before it was read, or that an interruption left aside."""
    from catalogue.reading_files import read_and_keep, waiting_files

    files = list(waiting_files())
    if not files:
        return
    with Pulse(f"Lecture du texte des fichiers ({len(files)})") as pulse:
        done = count(1)

        def tell() -> None:
            pulse.detail = f"{next(done)} sur {len(files)}"

        read_and_keep(files, tell)


def _build_index() -> None:
    """The search answers in full from the first visit; without its index, it still answers."""
    from modelsearch.backends import get_search_backend

    from search.backend import WhooshSearchBackend
    from search.rebuilding import unavailable
    from search.robustness import SearchIndexError
    from search.worker import renew

    backend = get_search_backend()
    late = unavailable(backend) if isinstance(backend, WhooshSearchBackend) else []
    if not late:
        return
    try:
        with Pulse("Construction de l’index de la recherche") as pulse:

            def tell(name: str, done: int, total: int) -> None:
                pulse.detail = f"{done} sur {total}"

            renew(backend, late, tell)
    except SearchIndexError as error:
        warn(
            "La recherche reste simplifiée : son index ne peut pas être écrit dans "
            f"{error.path} (dossier occupé, plein ou protégé)."
        )


def _is_empty() -> bool:
    """Whether the site holds nothing of ours, only what Wagtail creates by itself."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    return not Page.objects.exclude(content_type=ContentType.objects.get_for_model(Page)).exists()


def _prepare_search() -> None:
    """What another search engine than ours needs; the worker then fills its index."""
    from wagtail.search.backends import get_search_backend

    from search.models import IndexState
    from search.rebuilding import prepare_other

    if prepare_other(get_search_backend()):
        IndexState.note(rebuild_asked=True)


def _follow_base_url() -> None:
    """The only site, as long as nobody named it, answers at the address we were given."""
    from wagtail.models import Site

    target = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = target.port or (443 if target.scheme == "https" else 80)
    name = target.netloc.rpartition("@")[2].removesuffix(f":{target.port}")
    sites = list(Site.objects.all()[:2])
    if len(sites) != 1 or not _is_unnamed(sites[0].hostname) or not name:
        return
    site = sites[0]
    if (site.hostname, site.port) != (name, port):
        site.hostname, site.port = name, port
        site.save()


def _is_unnamed(hostname: str) -> bool:
    """A bare number or « localhost »: no editor chose this name."""
    try:
        ip_address(hostname.strip("[]"))
    except ValueError:
        return hostname == "localhost"
    return True


def _collect_static() -> None:
    """Gather and compress the static files, when they or the packages changed."""
    stamp = DATA_DIR / "static.stamp"
    wanted = _static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return
    with Pulse("Préparation des images, polices et feuilles de style"):
        call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)


def _static_fingerprint() -> str:
    """What the project's own static files hold, and which packages bring theirs."""
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    ours = [Path(app.path) for app in apps.get_app_configs() if _is_ours(Path(app.path))]
    for path in sorted(path for folder in ours for path in folder.glob("static/**/*")):
        if path.is_file():
            digest.update(str(path.relative_to(BASE_DIR)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_ours(folder: Path) -> bool:
    return folder.parent == BASE_DIR
