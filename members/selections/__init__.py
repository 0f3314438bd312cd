"""Selections that a member keeps under a name, and shares with a structure."""
