"""From an export to a scheme by questions and answers; the questions come from the export and from what the rules declare."""
