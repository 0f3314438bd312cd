"""The life of a published record: dates, addresses, versions."""
