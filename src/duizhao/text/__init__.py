"""Characters and what they make up: numerals, sentences, and text normalised with its offsets kept."""

from duizhao.text.normal import Line, Normalised, normalise
from duizhao.text.numerals import chinese_number, number
from duizhao.text.sentences import clauses, sentences, sentences_naming

__all__ = [
    "Line",
    "Normalised",
    "chinese_number",
    "clauses",
    "normalise",
    "number",
    "sentences",
    "sentences_naming",
]
