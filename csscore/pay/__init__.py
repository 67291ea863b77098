"""From ranks and scores to money: one line with its reason for each rule and agent."""
