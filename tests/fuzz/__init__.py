"""Inputs nobody wrote on purpose: what csscore says of them."""
