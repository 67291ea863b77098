"""csscore: agent scores, ranks and rank bonuses from the exports of customer-service systems."""

__version__ = "0.1.0"
