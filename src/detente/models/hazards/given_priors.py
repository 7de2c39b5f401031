"""Priors that no table of the starter can inform: from published effects, each with zero inside."""

from __future__ import annotations

from detente.models.hazards.prior import Prior

_CAPABILITY = {"candidate": Prior(-0.003, 0.003), "member": Prior(-0.003, 0.003)}
_PRODUCT = {"candidate": Prior(-0.003, 0.006), "member": Prior(-0.004, 0.012)}
_SPENDING = {"candidate": Prior(-0.01, 0.01), "member": Prior(-0.015, 0.02)}
SHARE_EFFECTS = {"cinc": _CAPABILITY, "gdp": _PRODUCT, "milex": _SPENDING}
"""Yearly change of the logarithm of a share by rung, as an 80 % interval.

Membership of the European Union is said to add about 10 % to GDP a head in ten years (Campos,
Coricelli and Moretti 2019); penalised synthetic controls leave most of that insignificant
(El-Shagi and Yamarik 2023). The effect of an alliance on spending is positive after 2001
(Stoelinga 2022) and disputed before."""
BODY_PULL = Prior(-0.005, 0.01)
"""Part of the gap to a core that a joint body closes in a year."""
