"""Structure: parts, aspects, lengths and shares that the criteria set asks for."""
