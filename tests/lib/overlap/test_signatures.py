"""Signatures of whole papers."""

from __future__ import annotations

import random
import sys

import numpy as np
import pytest

from duizhao.overlap import likeness, near_pairs, signature, signatures
from duizhao.overlap.folding import fold_codes
from duizhao.overlap.sketches import BINS, EMPTY, plain_sign, signer

LETTERS = "".join(map(chr, range(0x5B80, 0x6200)))


def a_text(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=length))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8])
def test_likeness_when_part_is_shared_then_about_the_share_of_shingles(kept: float) -> None:
    estimates = []
    for seed in range(20):
        shared = a_text(round(4_000 * kept), seed)
        a = shared + a_text(4_000 - len(shared), 100 + seed)
        b = shared + a_text(4_000 - len(shared), 200 + seed)
        estimates.append(likeness(signature(a), signature(b)))

    assert np.mean(estimates) == pytest.approx(kept / (2 - kept), abs=0.04)


def test_signature_when_marks_and_width_differ_then_equal() -> None:
    text = a_text(900, 1)

    assert (signature(text + "2025") == signature("\n".join(text) + "，２０２５。")).all()


@pytest.mark.parametrize("length", [0, 1, 4])
def test_signature_when_there_is_no_shingle_then_empty(length: int) -> None:
    made = signature(a_text(length, 1))

    assert made.shape == (BINS,)
    assert (made == EMPTY).all()
    assert likeness(made, made) == 0


@pytest.mark.parametrize("length", [5, 30, 200, 4_000])
def test_signature_when_compiled_then_the_same_numbers(length: int) -> None:
    pytest.importorskip("numba")
    codes = fold_codes(a_text(length, 3))

    assert signer() is not plain_sign
    assert (signer()(codes) == plain_sign(codes)).all()


def test_signer_when_numba_is_missing_then_numpy_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    signer.cache_clear()
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "duizhao.overlap.fast_signature", raising=False)

    assert signer() is plain_sign

    signer.cache_clear()


def test_near_pairs_when_some_are_nearly_copies_then_these() -> None:
    texts = [a_text(2_000, seed) for seed in range(30)]
    texts[17] = texts[4][:1_900] + a_text(100, 99)

    assert near_pairs(signatures(texts)).tolist() == [[4, 17]]
    assert near_pairs(signatures([])).shape == (0, 2)
