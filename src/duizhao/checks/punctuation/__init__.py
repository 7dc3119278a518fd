"""Punctuation: half-width marks, pairs, doubled marks, blanks, sentences without end."""
