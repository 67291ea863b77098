"""The local page of ``csscore open``: files in, command lines out, what they write shown; it has no rule of its own."""
