"""The strict reader: one file a check, one folder a family.

``catalogue`` lists the checks, ``examine`` puts them to a paper.
"""
