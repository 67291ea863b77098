"""From values to points, scores and ranks."""
