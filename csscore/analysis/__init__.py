"""What can be asked of a computed run: why somebody got what she got, what would have changed it; no score is made here."""
