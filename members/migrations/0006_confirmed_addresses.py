from django.db import migrations


def confirm(apps, schema_editor):
    """Accounts that already signed in here go on: their address is held to be confirmed."""
    User = apps.get_model("members", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = EmailAddress.objects.values("user")
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user_id=pk, email=email.lower(), verified=True, primary=True)
            for pk, email in User.objects.exclude(pk__in=known).values_list("pk", "email")
        ]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_agreed_supports"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
