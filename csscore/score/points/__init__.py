"""What a value is worth: one file for each family of rules."""
