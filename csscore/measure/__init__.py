"""From rows to one value for each agent and metric, and the evaluation of expressions; it knows nothing of points."""
