"""What several periods say of the agents: plain data between analysis, which finds it, and reports, which write it."""
