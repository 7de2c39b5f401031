"""The parts of the section on power that look beyond two parties: yardsticks with their critics, threat over distance."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.actors.relation_key import short
from detente.evidence.series import Series
from detente.findings.power.views import views as measured
from detente.paper.brief import Brief
from detente.paper.charts import power as charts
from detente.paper.charts.style import FIRST, SECOND, THIRD
from detente.paper.document import Block, Exhibit, Grid, Paragraph
from detente.paper.sections.sourcing import source_line
from detente.phrasing import cap, listed, multiple, share
from detente.power.yardsticks import YARDSTICKS


def threat(brief: Brief) -> list[Block]:
    """Draw what each party sees once distance has taken its part, and say it."""
    power, pair = brief.relation.power, brief.pair
    found = {f.id: f for f in brief.of("power")}
    said: list[Block] = [
        Paragraph(found[i].text, brief.note(i), found[i].method.mark)
        for i in ("power.threat_a", "power.threat_b")
        if i in found
    ]
    colours = {
        pair.a.label: FIRST,
        pair.b.label: SECOND,
        **({power.third.label: THIRD} if power.third else {}),
    }
    spec = charts.threats(power.threats, (pair.a.label, pair.b.label), colours)
    if spec is None or not said:
        return said
    tops = [cap(next((t.of for t in seen), "")) for seen in power.threats]
    whose = [
        f"for {p.label} it is {t[:1].lower() + t[1:] if t.startswith('The ') else t}"
        for p, t in zip((pair.a, pair.b), tops, strict=True)
        if t
    ]
    title = (
        f"Distance counted, {listed(whose)} that weighs most"
        if len(set(tops)) > 1
        else (f"Distance counted, {tops[0]} weighs most on both")
    )
    note = (
        "Colour: what is left of a share of the composite index after the loss-of-strength gradient; pale: the share itself. "
        "From capital to nearest capital; a neighbour by land keeps all."
    )
    return [
        Exhibit(
            "threat",
            title,
            spec,
            source_line(brief, [s for s in power.shares["cinc"] if s]) + " " + note,
        ),
        *said,
    ]


def views(brief: Brief) -> list[Block]:
    """Table of every yardstick, whole and part, with what its critics say; blocs at both compositions."""
    pair, power = brief.pair, brief.relation.power
    known = measured(brief.relation)
    if len(known) < 3:
        return []
    parties = (pair.a, pair.b)
    rows, used = [], list[Series]()
    for by in YARDSTICKS:
        if by.id not in known:
            continue
        cells = known[by.id]
        year = cells[0].year or pair.as_of
        row = [f"{by.label} ({year})"]
        for i, (party, cell) in enumerate(zip(parties, cells, strict=True)):
            fixed = (
                next((s.at(1990) for s in power.fixed[by.id] if s.of == short(party)), None)
                if isinstance(party, Bloc)
                else None
            )
            then = power.shares[by.id][i].at(1990)
            moved = (
                f" ({share(then.value)}; {share(fixed.value)})"
                if fixed and then and year > 1995
                else ""
            )
            row.append(f"{share(cell.value)}{moved}")
        a, b = (c.value for c in cells)
        row += [multiple(a / b), by.critics]
        rows.append(tuple(row))
        used += [s for s in power.shares[by.id][:2] if s]
    blocs = [short(p) for p in parties if isinstance(p, Bloc)]
    told = (
        f" In brackets {listed(blocs)} in 1990 at the members of that year; and at those of {pair.as_of}."
        if blocs and any("(" in c for r in rows for c in r[1:3])
        else ""
    )
    finding = next((f for f in brief.of("power") if f.id == "power.views"), None)
    heads = ("yardstick", *(cap(short(p)) for p in parties), "ratio", "what its critics say")
    table = Grid(
        "views",
        "The same two on every yardstick, each with its critics",
        heads,
        tuple(rows),
        source_line(brief, used) + told,
        wide=True,
        widths=(3.6, 2, 2, 1.1, 7),
    )
    return [
        table,
        *(
            [Paragraph(finding.text, brief.note("power.views"), finding.method.mark)]
            if finding
            else []
        ),
    ]
