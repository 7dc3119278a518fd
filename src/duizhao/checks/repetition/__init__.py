"""Repetition: passages, sentences and titles that stand twice, hedges piled up."""
