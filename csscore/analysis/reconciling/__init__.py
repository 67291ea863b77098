"""A result against the table that people are paid by today: the table is read as any file, and nothing of it is believed."""
