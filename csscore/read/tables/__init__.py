"""Tables that lie where they are: opened by DuckDB, read cell by cell only where a cell is odd; they are never loaded whole."""
