from django.db import migrations

ADMINISTRATORS = "Administrateurs"
EDITORS = "Éditeurs réseau"
# App, model, right, its name, whose.
RIGHTS = (
    ("editorial", "checklevel", "change_checklevel", "Can change niveau de contrôle", (ADMINISTRATORS,)),
    ("editorial", "checklevel", "override_checks", "Peut publier malgré un contrôle bloquant", (ADMINISTRATORS,)),
    ("editorial", "proposal", "review_proposal", "Peut relire les pratiques proposées", (EDITORS, ADMINISTRATORS)),
    ("monographs", "headingvariant", "add_headingvariant", "Can add titre de rubrique", (EDITORS, ADMINISTRATORS)),
    ("monographs", "headingvariant", "change_headingvariant", "Can change titre de rubrique", (EDITORS, ADMINISTRATORS)),
    ("monographs", "headingvariant", "delete_headingvariant", "Can delete titre de rubrique", (EDITORS, ADMINISTRATORS)),
    ("monographs", "headingvariant", "view_headingvariant", "Can view titre de rubrique", (EDITORS, ADMINISTRATORS)),
)


def give_rights(apps, schema_editor):
    """The groups of an existing site get the new rights; a new site's are made with them."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for app, model, codename, words, names in RIGHTS:
        groups = Group.objects.filter(name__in=names)
        if not groups:
            continue
        kind, _new = ContentType.objects.get_or_create(app_label=app, model=model)
        right, _new = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": words}
        )
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_administrators_see_mails'),
        ('editorial', '0005_sheets'),
        ('monographs', '0004_imports'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
