"""The scheme language: YAML with places, the forms it is made of, its expressions and checks; it never sees data."""
