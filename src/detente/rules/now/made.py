"""Lines of the section on where the two are now: what each of its rules fills in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import Sentence, figures
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons


@dataclass(frozen=True, slots=True)
class Page:
    """What page 1 may print of a line.

    Attributes
    ----------
    headline : Sentence
        The message.
    key : tuple of Sentence
        One or two sentences below it.
    gist : Sentence, optional
        The same in one short sentence, for the answer; the message where none is given.
    """

    headline: Sentence
    key: tuple[Sentence, ...]
    gist: Sentence | None = None

    @property
    def short(self) -> Sentence:
        """The sentence for the answer."""
        return self.gist or self.headline

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything that it holds."""
        return (self.headline, *self.key, self.short)


def line(
    variant: str,
    body: Sequence[Sentence],
    *,
    about: str,
    reasons: Reasons,
    page: Page | None = None,
    cells: tuple[Cell, ...] = (),
    newest: int | None = None,
    method: Method | None = None,
) -> Line:
    """Put a line together; its evidence is what its figures rest on.

    Parameters
    ----------
    variant : str
        Id of the rule and of the variant, with a dot between them.
    body : sequence of Sentence
        What the section prints.
    about : str
        The question that it answers, in a few words.
    reasons : Reasons
        Why it is worth saying.
    page : Page, optional
        What page 1 may print.
    cells : tuple of Cell
        Further cells that it rests on.
    newest : int, optional
        Year of its newest datum; None for standing facts and dated events.
    method : Method, optional
        How its main number was made; arithmetic on rows by default.
    """
    rule, _, form = variant.partition(".")
    printed = (*body, *(page.sentences if page else ()))
    shown = (cell for one in printed for figure in figures(one) for cell in figure.cells)
    evidence = tuple(dict.fromkeys((*shown, *cells)))
    finding = Finding(
        id=f"rule.{rule}",
        sentences=tuple(body),
        value=evidence[0].value if evidence else 0.0,
        unit=evidence[0].unit if evidence else "",
        evidence=evidence,
        method=method or methods.accounting(),
        sentence_about=about,
    )
    return Line(
        rule,
        form,
        finding=finding,
        reasons=reasons,
        headline=page.headline if page else None,
        key=page.key if page else (),
        gist=page.short if page else None,
        series=rule,
        newest=newest,
    )
