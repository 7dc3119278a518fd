"""Causes: roots, excuses, and which problem each explains."""
