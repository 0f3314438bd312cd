"""The editors' chain: what happens to a record between the first words and the last day.

- `proposing`: a structure without any account proposes its practice;
- `reviewing`: who reads again, who stands in, what waits for whom;
- `checking`: what must or should be right before publication;
- `freshness`: who looks after a record, and when it goes stale;
- `sheets`: resources, terms and structures in a spreadsheet;
- `publishing`: dates that really run, addresses that last, versions in plain words.
"""
