"""What one would write in fifteen lines: read, min-max, weighted sum, rank, print or save."""

import sys

import pandas as pd

WEIGHTS = {"m01": 20, "m02": 15, "m03": 15, "m04": 10, "m05": 10, "m06": 10, "m07": 5, "m08": 5, "m09": 5, "m10": 5}
LOWER = {"m03", "m06", "m09"}
source, digits, target = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None
df = pd.read_excel(source) if source.endswith(".xlsx") else pd.read_csv(source)
df["score"] = 0.0
for name, weight in WEIGHTS.items():
    low, high = df[name].min(), df[name].max()
    df[f"{name}_points"] = ((high - df[name] if name in LOWER else df[name] - low) / (high - low) * 100).round(4)
    df["score"] += df[f"{name}_points"] * weight / 100
df["score"] = df["score"].round(digits)
df["rank"] = df["score"].rank(method="min", ascending=False).astype(int)
df = df.sort_values(["rank", "agent"])
df.to_csv(target, index=False) if target else print(df.to_string(index=False))
