"""What makes comparing fairer: a metric's values adjusted for the mix of work, shrunk, and drawn in at the ends."""

from __future__ import annotations
