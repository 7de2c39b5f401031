"""Names as a text writes them once the reader has met them."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.evidence.sentence import Phrase, PlainSentence, Sentence, render
from detente.rules.briefly import after_first, briefly

INDIA_CHINA, SERBIA_EU = pair("India", "China", 2024), pair("Serbia", "EU", 2024)


@pytest.mark.parametrize(
    ("template", "parts", "text"),
    [
        ("{both} met.", {"both": "India and China"}, "The two met."),
        (
            "A line parts {one} and {two}.",
            {"one": "India", "two": "China"},
            "A line parts the two.",
        ),
        ("{two} and {one} met.", {"one": "India", "two": "China"}, "The two met."),
        ("A rival of both {one} and {two}.", {"one": "India", "two": "China"}, "A rival of both."),
        ("{one} passed {two}.", {"one": "India", "two": "China"}, "India passed China."),
        (
            "{one} and {two} met in {one}.",
            {"one": "India", "two": "China"},
            "India and China met in India.",
        ),
        ("{one} and {two} met.", {"one": "India", "two": "Japan"}, "India and Japan met."),
    ],
)
def test_both_parties_are_the_two(template: str, parts: dict[str, str], text: str) -> None:
    assert render(briefly(Sentence(template, parts), INDIA_CHINA)) == text


def test_a_union_has_a_short_name_wherever_it_stands() -> None:
    inner = Phrase("votes with {bloc}", {"bloc": "the European Union"})
    said = Sentence("{state} {what}.", {"state": "Serbia", "what": inner})
    assert render(briefly(said, SERBIA_EU)) == "Serbia votes with the Union."
    assert (
        render(briefly(PlainSentence("The European Union waits."), SERBIA_EU)) == "The Union waits."
    )


def test_a_union_that_is_no_party_has_its_name() -> None:
    said = PlainSentence("The European Union waits.")
    assert briefly(said, INDIA_CHINA) == said


def test_the_first_sentence_names_both() -> None:
    said = Sentence("{both} met.", {"both": "India and China"})
    assert [render(one) for one in after_first((said, said), INDIA_CHINA)] == [
        "India and China met.",
        "The two met.",
    ]
