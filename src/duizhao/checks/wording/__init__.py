"""Wording: names and terms that are wrong, outdated, or not the same all through."""
