from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres"

    def ready(self) -> None:
        from catalogue import access
        from catalogue.selection import views as selection
        from catalogue.signals import reserved_file_opened
        from members import journal
        from members.accounts import personal, signal_handlers, signup  # noqa: F401
        from members.agreement import machine, mails
        from members.asking.requests import records_opened_to
        from members.desk import mails as desk_mails
        from members.directory import announcing  # noqa: F401 (receivers)
        from members.following import digest
        from members.mailing import keeping, kinds
        from members.privacy import inactivity, inventory, retention, rules
        from members.selections.limiting import asks_too_often
        from members.structures import inviting, logos
        from members.structures.letters import KINDS
        from referentials.generating.logos import register_logos

        # On SQLite a migration that remakes the table loses its triggers: put back each time.
        post_migrate.connect(journal.guard, sender=self)
        user_logged_in.connect(inactivity.keep)
        reserved_file_opened.connect(journal.note_opening)
        machine.moved.connect(mails.tell)
        access.register_openings(records_opened_to)
        selection.register_limit(asks_too_often)
        register_logos(logos.logos_of)
        signup.register_opener(inviting.is_being_answered)
        kinds.register(digest.KIND, *KINDS, mails.STRUCTURE, mails.CERTIFIERS, *desk_mails.KINDS)
        inventory.register(*inventory.PARTS, *personal.PARTS)
        retention.register(*rules.RULES, *personal.RULES, *keeping.RULES)
