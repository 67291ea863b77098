"""What people and programs get to see of a `Result`; nothing here computes a score or an amount."""
