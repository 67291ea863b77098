"""The questions of an audit, one file each."""
