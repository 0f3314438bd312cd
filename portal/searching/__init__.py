"""The search as the portal uses it: its synonyms, its page, what is asked, what is put forward."""
