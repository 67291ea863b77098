"""One plan, several engines: whatever computes, and however the rows lie there, every number is the oracle's."""
