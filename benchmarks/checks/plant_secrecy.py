"""Faults of secrecy: marks, identity cards, phones and bank cards in running text."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

_PLACE = re.compile(r"(?<=[\u4e00-\u9fff])(?=。)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _inserted(chance: random.Random, text: str, words: str, inside: str) -> Planted | None:
    places = [match.start() for match in _PLACE.finditer(text)]
    if not places:
        return None
    place = chance.choice(places)
    planted = replaced(text, place, place, words)
    start = place + words.index(inside)
    return Planted(planted.text, start, start + len(inside))


def identity(chance: random.Random, text: str) -> Planted | None:
    """The number of an identity card."""
    birth = f"{chance.randint(1950, 2005)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    digits = f"{chance.choice(('110105', '320583', '510104', '430121'))}{birth}{chance.randint(1, 999):03d}"
    digits += "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]
    lead = chance.choice(("（身份证号：", "（", "，证件号码", "（公民身份号码"))
    return _inserted(chance, text, f"{lead}{digits}{'）' if lead[0] == '（' else ''}", digits)


def mobile(chance: random.Random, text: str) -> Planted | None:
    """The number of a mobile phone."""
    digits = f"1{chance.choice('3456789')}{chance.randint(0, 9)}{chance.randint(0, 99999999):08d}"
    parts = digits[:3], digits[3:7], digits[7:]
    shape = chance.choice(("", " ", "-")).join(parts)
    return _inserted(chance, text, f"（电话{shape}）", shape)


def bank(chance: random.Random, text: str) -> Planted | None:
    """The number of a bank card."""
    digits = chance.choice(("622202", "621700", "622848")) + "".join(
        str(chance.randint(0, 9)) for _ in range(12)
    )
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    digits += str(-total % 10)
    return _inserted(chance, text, f"，打入{digits}", digits)


def mark(chance: random.Random, text: str) -> Planted | None:
    """A classification mark."""
    words = chance.choice(("秘密★10年", "机密★20年", "绝密★", "机密☆", "秘密★5年", "秘密 ★ 长期"))
    return _inserted(chance, text, f"（{words}）", words)


PLANTERS = (
    Planter("identity card", "secrecy", identity),
    Planter("mobile phone", "secrecy", mobile),
    Planter("bank card", "secrecy", bank),
    Planter("classification mark", "secrecy", mark),
)
