"""Format of Word files: page, fonts, spacing, indents, levels."""
