"""A month that is not over: how much of it has passed, what is missing to the next step, where it leads."""
