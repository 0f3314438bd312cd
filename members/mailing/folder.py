"""The transport of a site without a mail server: one .eml file a mail, that any reader opens."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string

from members.mailing.keeping import TEXT_DAYS


class FolderBackend(BaseEmailBackend):
    """Writes mails in `EMAIL_FILE_PATH`, readable by the owner of the site only."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        """Write each mail whole, or not at all; erase those of long ago. Raises `OSError`."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_old(folder)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{get_random_string(8)}"
            path = folder / f"{name}.eml"
            unfinished = path.with_suffix(".part")
            with open(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            unfinished.replace(path)
        return len(email_messages)


def _forget_old(folder: Path) -> None:
    """A file is kept as long as the words of the mail it holds, here by the file's own date."""
    limit = time.time() - TEXT_DAYS * 24 * 60 * 60
    for path in folder.glob("*.eml"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
