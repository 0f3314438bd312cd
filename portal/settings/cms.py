"""Wagtail: French, without any call to the outside."""

from .env import env

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Portail")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("fr", "Français")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Passwords and addresses of accounts are changed in one place (members/accounts).
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.reviewing.finishing.publish"
WAGTAIL_AUTOSAVE_INTERVAL = 5000
# Whether the server may try the links written in records.
CHECK_LINKS = env.bool("CHECK_LINKS", default=True)
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/connexion/"
WAGTAILADMIN_LOGIN_URL = "/compte/connexion/"
# Who may see what is decided in catalogue/access.py only; shared passwords are never an answer.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "pptx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
TAG_LIMIT = 12
TAGGIT_CASE_INSENSITIVE = True
