"""Reporting periods (定期调度): asked for, filled in from facts, handed in, rolled up, issued."""
