"""What follows from the rooms below taken together: what is done, what is missing, who stands where."""
