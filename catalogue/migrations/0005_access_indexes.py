"""What the search asks of the database at each search is read in indexes alone.

The second one is on Wagtail's own table: the search works without it, more slowly.
"""

from django.conf import settings
from django.db import migrations, models

NAME = "catalogue_page_published_idx"


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_plain_text"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["access_level", "hide_notice"], name="catalogue_r_access__18a1dd_idx"
            ),
        ),
        migrations.RunSQL(
            f"CREATE INDEX {NAME} ON wagtailcore_page (live, expire_at, depth, content_type_id)",
            f"DROP INDEX {NAME}",
        ),
    ]
