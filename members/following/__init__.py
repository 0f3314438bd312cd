"""Searches kept under a name, and the weekly mail of what is new in those that are followed."""
