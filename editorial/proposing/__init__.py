"""A practice proposed without an account, section by section, through a signed link."""
