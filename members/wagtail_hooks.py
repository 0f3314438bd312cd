from django.urls import path, reverse
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalogue.rights import AllowedMenuItem
from members.desk import hooks as desk_hooks  # noqa: F401 (registers)
from members.mailing import screens
from members.models import OutgoingMail

register_permission_policy(OutgoingMail, screens.OnlyRead(OutgoingMail))


@hooks.register("register_admin_urls")
def mail_addresses():
    return [
        path("courriels/", screens.MailList.as_view(), name="mails"),
        path(
            "courriels/resultats/",
            screens.MailList.as_view(results_only=True),
            name="mails_results",
        ),
        path("courriels/reessayer/", screens.retry_all, name="mails_retry"),
        path("courriels/<int:pk>/", screens.read_mail, name="mail_read"),
        path("courriels/<int:pk>/agir/", screens.act, name="mail_act"),
    ]


@hooks.register("register_admin_menu_item")
def mails_in_menu():
    return AllowedMenuItem("Courriels", reverse("mails"), screens.SEES, icon_name="mail", order=325)
