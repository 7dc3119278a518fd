"""Person: whose fault a paper speaks of, and who speaks."""
