"""How many planted faults the checks find, and how often they speak where nothing was planted."""
