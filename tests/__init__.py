"""Tests: one thread a process for linear algebra and trees, set before numpy is loaded.

The processes of a run share the cores, and threads that wait for each other would take them.
"""

import os

for _setting in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_setting, "1")
