"""Registers this part with Wagtail (imported by `editorial.wagtail_hooks`)."""
