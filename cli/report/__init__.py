"""Pages to look at: `troopfacts report`, `-f html`, and facts in notebooks."""
