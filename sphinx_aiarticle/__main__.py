"""``python -m sphinx_aiarticle`` is ``sphinx-aiarticle``."""

from __future__ import annotations

import sys

from sphinx_aiarticle.cli import main

sys.exit(main())
