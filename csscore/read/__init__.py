"""From files to typed tables: container and encoding → grid of cells → header, totals, columns → table."""
