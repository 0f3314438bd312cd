"""The transport of a site without a mail server: one .eml file a mail, that any reader opens."""

import os
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string


class FolderBackend(BaseEmailBackend):
    """Writes mails in `EMAIL_FILE_PATH`, readable by the owner of the site only."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        """Write each mail whole, or not at all. Raises `OSError`."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{get_random_string(8)}"
            path = folder / f"{name}.eml"
            unfinished = path.with_suffix(".part")
            with open(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            unfinished.replace(path)
        return len(email_messages)
