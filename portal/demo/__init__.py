"""The demo corpus: real content from published sources, and tools we wrote.

`corpus/` holds the sources' facts in our own words; `resources/`, `referentials/` and
`pages/` what we wrote for the site; the modules load them. Loading adds what is missing and
changes nothing that is there.
"""
