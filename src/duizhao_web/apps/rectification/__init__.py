"""What is done about problems: items, actions, evidence, verification, rechecks, one lifecycle."""
