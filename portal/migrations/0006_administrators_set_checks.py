from django.db import migrations

ADMINISTRATORS = "Administrateurs"
RIGHTS = {
    "change_checklevel": "Can change niveau de contrôle",
    "override_checks": "Peut publier malgré un contrôle bloquant",
}


def give_rights(apps, schema_editor):
    """The group of an existing site gets the new rights; a new site's is made with them."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    group = Group.objects.filter(name=ADMINISTRATORS).first()
    if group is None:
        return
    kind, _new = ContentType.objects.get_or_create(app_label="editorial", model="checklevel")
    for codename, name in RIGHTS.items():
        right, _new = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_administrators_see_mails'),
        ('editorial', '0004_checks'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
