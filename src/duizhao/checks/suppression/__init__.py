"""Findings somebody has looked at and set aside: the lines that say so, and what is wrong with them."""
