"""The engine where rows lie: the same plan as SQL; what can't be exact in SQL is computed by csscore itself, or refused."""
