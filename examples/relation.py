"""Three structures of one relation, in a dozen lines: python examples/relation.py"""

from __future__ import annotations

import detente as dt

view = dt.relation("NATO", "Russia", as_of=2013)
for name, series in (
    ("distance in UN votes", view.identity.distance),
    ("USA over the European members", view.power.gap.series),
):
    cell = series.last(2013)
    print(f"{name}: {cell.value:.2f} in {cell.year} ({', '.join(cell.sources)}; {cell.rule})")
print("rung:", view.institutions.rung)
print("new neighbours after accession:", ", ".join(view.accounting("accession").gained))
