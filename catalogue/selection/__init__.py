"""A selection of records that lives in its address: no account, no cookie."""
