"""What other checkers say, brought to code points."""

from __future__ import annotations

from benchmarks.peers.installed import Message, messages


def test_messages_when_units_are_utf16_then_code_points() -> None:
    assert list(messages("𠮷林，，好", [[3, 5, "doubled"]])) == [Message(2, 4, "doubled")]


def test_messages_when_a_line_is_rewritten_then_what_differs() -> None:
    said = [{"line": 2, "old": "读得少,走得少", "new": "读得少，走得少"}]

    assert list(messages("题目\n读得少,走得少\n", said)) == [Message(6, 7, ", > ，")]


def test_messages_when_a_blank_is_put_in_then_the_character_behind_it() -> None:
    said = [{"line": 1, "old": "在2024年", "new": "在 2024 年"}]

    assert list(messages("在2024年\n", said)) == [Message(1, 2, " >  "), Message(5, 6, " >  ")]
