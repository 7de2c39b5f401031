"""Words of rows: the past tense, bound numerals, days with their preposition."""

from __future__ import annotations

import re
from datetime import date

import pytest

from detente.actors.chronology import chronology, relations
from detente.errors import EvidenceError
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence, figures, length, render
from detente.rules.now.past import past
from detente.rules.now.row_words import bound, day_figure, filled, happened, on, small

ROW = "event:IND-PAK:2025-05-07"


def day(precision: str = "day") -> Figure:
    return day_figure(ROW, date(2025, 5, 7), "Statement", checked=True, precision=precision)


def written(words: str) -> str:
    return render(Sentence("{what}.", {"what": happened(words, day(), ROW)}))


@pytest.mark.parametrize(
    ("present", "turned"),
    [
        ("Both sign a treaty and agree on talks", "Both signed a treaty and agreed on talks"),
        ("China rejects the award; the court rules", "China rejected the award; the court rules"),
        ("Lithuania announces that it will open", "Lithuania announced that it will open"),
        ("Troops are moved after it is attacked", "Troops were moved after it was attacked"),
        (
            "Pakistan closes its sky, halts trade and leaves",
            "Pakistan closed its sky, halted trade and left",
        ),
    ],
)
def test_verbs_of_the_main_clause_are_in_the_past(present: str, turned: str) -> None:
    assert past(present) == turned


@pytest.mark.parametrize(
    "words",
    [
        "Indian strikes after the attack",
        "Five days of fighting along the border",
        "The minister of a state that is at war",
        "Fighting in the valley: soldiers are killed",
    ],
)
def test_a_clause_without_a_known_verb_is_left(words: str) -> None:
    assert past(words) is None


def test_what_happened_has_its_day_first() -> None:
    assert written("Both agree on a ceasefire") == "On 7 May 2025 the two agreed on a ceasefire."
    assert written("Five days of fighting") == "7 May 2025: five days of fighting."


def test_a_month_and_a_year_take_another_preposition() -> None:
    phrases = [Sentence("{on}", {"on": on(day(precision))}) for precision in ("month", "year")]
    assert [render(one) for one in phrases] == ["In May 2025", "In 2025"]


def test_a_long_text_is_cut_at_its_first_clause() -> None:
    long = "Israel attacks the port; " + "and much else of that day is said here in many words more"
    assert written(long) == "On 7 May 2025 Israel attacked the port."


def test_numerals_and_days_of_a_row_are_figures_on_its_cell() -> None:
    cell = day().cells[0]
    words = "Tariffs of 46 per cent from 9 April 2025 (by order), the 2nd since 2018"
    phrase = bound(words, cell, ROW)
    sentence = Sentence("{what}.", {"what": phrase})
    assert render(sentence) == ("Tariffs of 46 per cent from 9 April 2025, the second since 2018.")
    assert [one.kind for one in figures(sentence)] == ["counted", "dated", "ranked", "dated"]
    assert all(one.cells == (cell,) for one in figures(sentence))


def test_every_event_on_record_is_a_short_sentence_without_a_bare_number() -> None:
    for keys in relations():
        first, second = sorted(keys)
        for event in chronology(first, second):
            shown = day_figure(event.row, event.date, event.source, checked=event.checked)
            sentence = Sentence("{what}.", {"what": happened(event.what, shown, event.row)})
            bare = "".join(run.text for run in sentence.runs() if run.figure is None)
            assert length(sentence) <= 30, render(sentence)
            assert not re.search(r"(?<![A-Z\d])\d", bare), render(sentence)


def test_names_keep_their_capital() -> None:
    assert small("Russia leaves") == "Russia leaves"
    assert small("Both sides fight") == "both sides fight"


def test_a_template_takes_only_what_it_names() -> None:
    assert render(filled("{who} left.", {"who": "Chad", "day": day()})) == "Chad left."
    with pytest.raises(EvidenceError, match="differ in"):
        filled("{who} left {bloc}.", {"who": "Chad"})
