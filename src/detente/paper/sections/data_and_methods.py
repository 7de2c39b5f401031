"""Data and methods: how each number was made, and from which edition of which source."""

from __future__ import annotations

from detente.paper.brief import OWN, Brief, source_entry
from detente.paper.document import Grid, Paragraph, Section
from detente.sources.shelf import source

METHODS = {
    "accounting": (
        "Accounting. Shares are divided by the sum over all states with data in that year, and "
        "given for GDP and spending only in years in which these states hold 95 and 90 % of the "
        "system's people. A bloc is the sum of its members on 31 December, and has no value "
        "where the members with data hold less than nine tenths of its people. Military "
        "spending is its share of GDP times GDP, on each kind of dollar. Ratios of spending are "
        "laid side by side because they disagree."
    ),
    "cinc": (
        "Composite index. The mean of the available shares of military spending, soldiers, iron "
        "and steel, energy, people and townspeople, recomputed from the components and divided "
        "by its sum over the year's states, which is not one. A missing component is left out, "
        "never counted as zero."
    ),
    "share_forecast": (
        "Forecast. The log-ratio of a share to the rest is carried forward by a part of its "
        "mean change over the last twenty years. The part, and whether past errors count with "
        "both signs, are those with the least CRPS among 24 candidates whose 80 % bands held 76 "
        "to 90 % of what came, from every origin since 1976, as far as the view could know. The "
        "bands are the quantiles of what the same rule missed by, at the same horizon, for the "
        "25 strongest states of the view at every earlier origin; GDP in constant dollars "
        "borrows the errors of the long series, open spending those of the Correlates of War. "
        "When lines cross is read off whole past paths of the errors of gaps between two of "
        "these states."
    ),
    "system": (
        "System. Concentration after Ray and Singer; a power holds a twentieth of the system; "
        "it has one pole where one power holds half of what all powers hold, two where two hold "
        "half together and a quarter each."
    ),
    "threat": (
        "Threat. A share of the composite index to the power log(days + 10 - e), the days at "
        "500 miles a day between nearest capitals (250 to 1918, 375 to 1945), the base such "
        "that a neighbour by land keeps all."
    ),
    "event_study": (
        "Studies of joining. Callaway and Sant'Anna's group-time effects without covariates: a "
        "joiner's change since the year before (or six years before, where an event may act "
        "ahead), less the mean change of states that never joined, averaged over the years 0 to "
        "5; 95 % intervals from resampled states, p from the same events given to states at "
        "random; a specification whose interval of the five years before the base leaves out "
        "zero is not read."
    ),
    "synthetic_control": (
        "Single case. The weighted mean of associates that ran alike before, weights not "
        "negative and of sum one; p is the part of all cases, each donor in turn, whose gap "
        "grew as much."
    ),
    "conduct": (
        "Conduct. Disputes begun in 100 pair-years of neighbours by land or up to 24 miles of "
        "water, by group of pairs."
    ),
    "outcomes": (
        "How a dispute would end. A ridge multinomial logit on the six components of both "
        "sides, their gaps, the ratio and a smooth of time, fitted on disputes of one state "
        "against one to 2014; our own computation after Carroll and Kenkel."
    ),
    "ideal_points": (
        "Positions. Ideal points estimated by this project from UN roll calls (a dynamic "
        "ordinal model, the sampler of the literature), on adopted resolutions to 2025. A bloc "
        "is the median of those that founded it, without the other party, so that enlargement "
        "does not move it. Intervals come from joint draws: what all positions of a year share "
        "drops out of a distance."
    ),
    "level": (
        "Level. A local level model of the distance up to the view: a level that moves slowly "
        "under the noise of sessions; the drift is the level's change a year over the last "
        "five."
    ),
    "turns": (
        "Turns. A continuous broken line, its knots chosen by the Bayesian criterion, held "
        "against a hand-made chronology and against as many random dates."
    ),
    "stance": (
        "Tone. Sentences of the UN General Debate that name the other party, judged by word "
        "weights learned from labelled sentences; three sessions are pooled. The interval "
        "counts sentences only, not the model's own errors."
    ),
    "events": (
        "Events. Verbal and material conflict as a part of all events that newspapers report "
        "between the parties; counts are not used, since they follow interest."
    ),
    "expectation": (
        "Expectation. What comparable openings (electoral democracy up by .15 within ten years) "
        "had come to after as many years, as far as it was known at the origin."
    ),
    "agreement": (
        "Agreement. Scott's pi on ordered votes (yes, abstain, no) that both cast: one less "
        "observed over expected disagreement, expected from both states' pooled votes. Absences "
        "are left out. For a bloc the median over its members."
    ),
    "risk": (
        "Risk. A logit with ridge and boosted trees, no tree mixing two structures, averaged in "
        "log-odds, on what stood at the end of the year before; each decade forecast by models "
        "fitted on all pairs and years before it (quiet years of pairs without a border or a "
        "major power thinned and weighted; no year after the last known dispute), then shifted "
        "by how far earlier forecasts had erred. A part is the block's sum above a pair that is "
        "average in everything; 80 % intervals from pairs drawn with replacement. Pairs of a "
        "bloc's members are taken as independent given what is known, which expects too many."
    ),
    "windows": (
        "Windows. Among hostile pairs (a rivalry, or a dispute in ten years), what a structure "
        "adds to the probability of an outcome within five years that the pair's past alone "
        "gives, both refitted every year on pairs whose five years were over, with the scale "
        "learnt there. Open: in the top fifth of comparable pairs of its year, its 80 % "
        "interval above zero. A kind of window has earned trust where, among those whose five "
        "years are over, events came more often than the past told in the top fifth than in the "
        "bottom fifth, whether pairs or states are drawn."
    ),
    "analogues": (
        "Analogues. Mean distance in standard deviations of eleven measures of three structures "
        "and the past, the four groups counting alike; pairs with a border or a major power "
        "since 1950, one year a pair, five years on before the view."
    ),
    "vdem": (
        "Regime. Electoral democracy (polyarchy) with the producer's bounds widened to 90 %; "
        "the interval of a difference takes the two as independent."
    ),
}
"""What each method does, in the order in which the paper explains them."""


def section(brief: Brief) -> Section:
    """Say how each number was made, and from which edition of which source."""
    used = {method.id for method in brief.report_card}
    prose = [Paragraph(text) for method, text in METHODS.items() if method in used]
    return Section("methods", "Data and methods", blocks=(*prose, _view(brief), _sources(brief)))


def _view(brief: Brief) -> Paragraph:
    """Say what may enter, and that the data are of today."""
    return Paragraph(
        f"The view. Nothing observed after {brief.pair.as_of} enters a finding, a forecast or its "
        "errors; where the paper shows what came after, it is drawn in a second ink. The data are "
        "today's editions of past years: revised, not vintage."
    )


def _sources(brief: Brief) -> Grid:
    """List every source that was used, with version and licence."""
    rows = []
    for name in brief.sources():
        entry = source_entry(brief.relation.catalog, name)
        title = "Blocs and their ladder" if name == OWN else source(name).title
        rows.append((title, str(entry["version"]), str(entry["licence"])))
    return Grid(
        "sources",
        "Sources",
        columns=("data set", "version", "licence"),
        rows=tuple(rows),
        source="The ladder of each bloc is a table of the project's own, made by hand, each row "
        "with its public source.",
        wide=True,
        widths=(1.4, 1, 1.3),
    )
