"""The engine for files: typed columns in memory, grouped by pandas."""
