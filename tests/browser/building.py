"""Build the site that the browser visits: `python -m tests.browser.building`.

The real settings, migrations, static files and demo corpus; only the documents to take away
are replaced by a small PDF, since laying them out takes most of the loading time, and the files
of Wagtail’s own screens are not compressed, since nobody weighs them.
"""

import io
import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from whitenoise.storage import CompressedManifestStaticFilesStorage as Storage

    from portal.preparing import prepare

    every = Storage.compress_files
    Storage.compress_files = lambda storage, paths: every(
        storage, (path for path in paths if not path.startswith("wagtail"))
    )
    prepare(static=True)
    load()


def load() -> None:
    from django.core.management import call_command

    from portal.demo import resource_loader

    every, files = resource_loader.load_all, resource_loader.ResourceLoader._files
    resource_loader.load_all = lambda folder: every(folder)[::2]
    resource_loader.ResourceLoader._files = attach_small_pdf
    try:
        call_command("load_demo", stdout=io.StringIO())
        add_witnesses()
        call_command("update_index", stdout=io.StringIO())
    finally:
        resource_loader.load_all, resource_loader.ResourceLoader._files = every, files


def attach_small_pdf(loader, page, item, publisher, licence) -> None:
    from tests import builders

    builders.make_file(page, label=item["documents"][0]["label"])


def add_witnesses() -> None:
    """What the corpus lacks: a long referential, a reserved and a withdrawn record."""
    from catalogue.models import RecordFile
    from tests import builders
    from tests.browser.places import REFUSED

    builders.make_referential(
        title="Référentiel de soixante compétences",
        slug="soixante",
        tree=builders.make_tree(blocks=3, activities=4, competencies=5),
    )
    builders.make_resource(
        title="Ressource réservée",
        slug="reservee",
        access_level="members",
        how_to_use=["Un geste."],
    )
    closed = builders.make_resource(
        title="Ressource agréée", slug="agreee", access_level="accredited"
    )
    RecordFile.objects.filter(pk=builders.make_file(closed).pk).update(identifier=REFUSED)
    builders.make_resource(title="Ressource retirée", slug="retiree").unpublish()


if __name__ == "__main__":
    main()
