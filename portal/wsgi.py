"""WSGI entry point, served by granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# What was just loaded stays for ever: looking through it again and again for something to
# forget made one search in a hundred wait 0.15 s.
gc.collect()
gc.freeze()
