"""Run as ``python -m detente``."""

import sys

try:
    from detente.cli.main import main

    main()
except KeyboardInterrupt:  # before the command line was loaded
    sys.exit(130)
