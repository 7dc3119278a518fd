"""What the overview draws."""
