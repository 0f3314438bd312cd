from django.db import migrations

EDITORS = ["Éditeurs réseau", "Administrateurs"]
RIGHTS = {
    ("portal", "synonymgroup"): ["add", "change", "delete", "view"],
    ("wagtailsearchpromotions", "searchpromotion"): ["add", "change", "delete", "view"],
}


def give_rights(apps, schema_editor):
    """Groups of an existing site get the new rights; a new site's are made with them."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    groups = list(Group.objects.filter(name__in=EDITORS))
    if not groups:
        return
    for (label, model), actions in RIGHTS.items():
        kind, _new = ContentType.objects.get_or_create(app_label=label, model=model)
        for action in actions:
            right, _new = Permission.objects.get_or_create(
                content_type=kind,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            for group in groups:
                group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_search_desk'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailsearchpromotions', '0008_query_verbose_name'),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
