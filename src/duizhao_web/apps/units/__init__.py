"""The organisation: units in their tree, teams, posts with their order, people, and who holds which post
when.
"""
