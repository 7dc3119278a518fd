"""Claims: who takes which share of the problems of the team."""
