"""Every record as a document to take away; each room says what its records become."""
