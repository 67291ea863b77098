"""A second, slow and plain implementation of the scheme language in fractions; it must never import csscore.

It is written from the description of the language alone, so that where it and the engine agree, both read the description alike.
What it does not know it refuses (:class:`Unsupported`), it never guesses. Where the description leaves something open, the
docstrings say "Reading:" and what was understood.
"""

from .exact import Unsupported, half_up
from .settle import Outcome, settle

__all__ = ["Outcome", "Unsupported", "half_up", "settle"]
