"""EXPR: the expressions of the language, parsed to a tree of a few plain nodes; nothing here evaluates anything."""
