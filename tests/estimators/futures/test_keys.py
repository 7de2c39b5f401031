"""Random numbers by key against published vectors and the moments of their distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from detente.estimators.futures.keys import base_of, normal, philox, quantile, splitmix, uniform

ALL = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # kat_vectors of Random123 1.09: philox 4x32 with 10 rounds
        ((0, 0, 0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ALL,) * 6, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_published_words(words: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    assert tuple(int(word) for word in philox(*words)) == wanted


def test_splitmix_gives_the_published_sequence() -> None:
    wanted = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [int(splitmix(np.uint64(1234567), at)) for at in range(5)] == wanted


def test_uniform_numbers_are_even_and_unrelated_between_keys() -> None:
    keys = [
        base_of(1, draw, year, process) for draw in (0, 1) for year in (1, 2) for process in (1, 2)
    ]
    table = np.array([[uniform(np.uint64(key), at) for at in range(4000)] for key in keys])
    assert table.min() > 0 and table.max() < 1
    for row in table:
        assert stats.kstest(row, "uniform").pvalue > 1e-4
    between = np.corrcoef(table)[np.triu_indices(len(keys), 1)]
    assert np.abs(between).max() < 5 / np.sqrt(4000)


def test_every_part_of_a_key_matters() -> None:
    keys = {
        int(base_of(*key))
        for key in (
            (1, 2, 3, 4),
            (2, 2, 3, 4),
            (1, 3, 3, 4),
            (1, 2, 4, 4),
            (1, 2, 3, 5),
            (1, 2 + (1 << 40), 3, 4),
        )
    }
    assert len(keys) == 6


def test_quantiles_are_those_of_the_normal_distribution() -> None:
    chances = np.concatenate([10.0 ** -np.arange(1, 16), np.linspace(0.01, 0.99, 99)])
    found = np.array([quantile(chance) for chance in chances])
    assert np.allclose(found, stats.norm.ppf(chances), rtol=1e-12, atol=1e-12)
    numbers = [normal(np.uint64(7), at) for at in range(4000)]
    assert stats.kstest(numbers, "norm").pvalue > 1e-4
