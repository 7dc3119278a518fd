"""Secrecy: marks, identity cards, phones, bank cards, labels of limited use."""
