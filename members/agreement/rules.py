"""Delays of the agreement, each with its source. What no source fixes is our proposal."""

# The convention between OF’ESA and structures: a visit within six months of the agreement.
VISIT_MONTHS = 6
# No source gives how long an agreement lasts: a proposal, to be set by the network’s rules.
AGREEMENT_YEARS = 3
# Contradictory round before a refusal is final (proposal): time for the structure to answer.
CONTEST_DAYS = 30
# Proposals: when the renewal opens, when people are reminded, what waits too long.
RENEWAL_DAYS = 180
REMINDER_DAYS = (180, 60, 15)
REVIEW_DAYS = 60
ANSWER_DAYS = 30
# Who agrees structures (leaflet of the CQP: « CHANTIER école, organisme certificateur »).
CERTIFIER = "CHANTIER école"
# No source publishes the text of a certificate: ours is a proposal, said so on the page.
CERTIFICATE_IS_PROPOSED = True
