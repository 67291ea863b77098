"""The same from events with pandas: read, keep the month, group, min-max, weighted sum, rank, save."""

import sys

import pandas as pd

source, lang, target = sys.argv[1:]
names = ["agent", "time", "channel", "outcome", "reply", "amount", "rating"]
solved, phone = ("solved", "phone") if lang == "en" else ("已解决", "电话")
df = pd.read_csv(source, names=names, header=0, na_values=["-"], parse_dates=["time"])
df = df[(df["time"] >= "2026-03-01") & (df["time"] < "2026-04-01")]
df["solved"], df["phone"] = (df["outcome"] == solved).where(df["outcome"].notna()), df["channel"] == phone
table = df.groupby("agent").agg(
    events=("time", "size"), reply=("reply", "mean"), solved=("solved", "mean"), phone=("phone", "mean"),
    amount=("amount", "sum"), rating=("rating", "mean"),
)  # fmt: skip
table["score"] = 0.0
weights = {"events": 20, "reply": 20, "solved": 20, "phone": 20, "amount": 10, "rating": 10}
for name, weight in weights.items():
    values = table[name].astype(float)
    gone, span = values - values.min(), values.max() - values.min()
    table[f"{name}_points"] = ((span - gone if name in {"reply", "phone"} else gone) / span * 100).round(4)
    table["score"] += table[f"{name}_points"] * weight / 100
table["rank"] = table["score"].round(6).rank(method="min", ascending=False).astype(int)
table.sort_values(["rank"]).reset_index().to_csv(target, index=False)
