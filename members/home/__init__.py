"""The members' first page: what one has, what waits, what to do next."""
