"""The pages of whoever proposes a practice."""
