"""Overlap: text that stands in another paper of the batch, too."""
