// One agent: values, points, pay, and the proof that was made beforehand.
const said = (sentence, i) => (sentence.which[i] === null ? "" : w(sentence.texts[sentence.which[i]]));
const join = (...pieces) => pieces.filter(Boolean).join(view.lang === "zh" ? "：" : ": ");

const open = (i) => {
  view.open = i;
  const box = at("details");
  const step = (by) => listed[listed.indexOf(i) + by];
  const other = (by, key, sign) => h("button", { type: "button", "aria-label": t(key), title: t(key), disabled: step(by) === undefined, onclick: () => open(step(by)) }, sign);
  const name = data.names && data.names[i] !== data.agents[i] ? `${data.names[i]} (${data.agents[i]})` : data.agents[i];
  const place = official.ranks[i] === null ? t("unranked") : String(official.ranks[i]);
  const fact = (title, value, small) => h("div", {}, h("dt", {}, title), h("dd", {}, value, small ? h("small", {}, ` ${small}`) : null));
  box.replaceChildren(
    h("div", { class: "top" }, h("h2", { id: "details-title" }, name),
      h("div", {}, other(-1, "earlier", "←"), other(1, "later", "→"), h("button", { type: "button", autofocus: true, onclick: () => box.close(), "aria-label": t("close"), title: t("close") }, "✕"))),
    data.cohorts.length ? h("p", { class: "soft" }, cohortOf(i)) : "",
    h("dl", { class: "facts" },
      fact(t("rank"), place, data.tied[i] > 1 ? t("tied", { count: data.tied[i] }) : ""),
      fact(t("score"), score(official.scores[i]), data.counted && data.counted[i] !== null && data.counted[i] !== 1000000 ? t("counted", { percent: text(BigInt(data.counted[i]), 4).replace(/\.?0+$/, "") }) : ""),
      data.paid ? fact(t("pay"), money(official.pay[i]), w(data.currency)) : null),
    said(data.reasons, i) ? h("p", { class: "notice" }, said(data.reasons, i)) : "",
    tried(i), h("div", { class: "sheet" }, metricTable(i)), ...incidents(i), data.paid ? payTable(i) : "", ...proof(i));
  if (!box.open) box.showModal();
};

// why not one place higher, and the cells: documents made beforehand
const proof = (i) => {
  if (!data.proofs) return [h("p", { class: "d1 apart" }, t("no_proofs"))];
  const one = (number) => (typeof data.texts[number] === "string" ? data.texts[number] : w(data.texts[number]));
  const cell = (tag, piece, right) => h(tag, { class: right ? "n" : null }, one(piece));
  return data.proofs[i].map((block) => {
    if (block[0] === "h") return h("h3", {}, one(block[1]));
    if (typeof block[0] === "string") return h("p", { class: block[0] === "deep" ? "d1" : null }, one(block[1]));
    const [head, rows, right, total] = block;
    const body = rows.map((row, r) => h("tr", { class: total && r === rows.length - 1 ? "strong" : null }, row.map((piece, c) => cell("td", piece, right[c]))));
    return h("div", { class: "sheet" }, h("table", {}, h("thead", {}, h("tr", {}, head.map((piece, c) => cell("th", piece, right[c])))), h("tbody", {}, body)));
  });
};

const tried = (i) => {
  if (!trial.made) return "";
  const rank = trial.made.ranks[i] === null ? t("unranked") : t("place", { rank: trial.made.ranks[i] });
  const line = t("in_whatif", { rank, score: score(trial.made.scores[i]) });
  return h("p", { class: "tried" }, trial.made.pay && data.paid ? `${line} · ${t("pay")} ${money(trial.made.pay[i])}` : line);
};

const valueOf = (metric, i) => {
  const unit = metric.numeric ? w(metric.unit) : "";
  return metric.values[i] + (unit && unit !== "%" ? ` ${unit}` : unit);
};

const metricTable = (i) => {
  const rows = data.metrics.map((metric) => {
    const shownOnly = metric.weight === "0" || (metric.weight === null && metric.points[i] === null);
    const weight = metric.weight === null ? (metric.points[i] === null ? "" : t("added")) : metric.weight === "0" ? t("shown_only") : `${metric.weight.replace(/(\.\d{4})\d+$/, "$1")}%`;
    const contribution = metric.contributions ? points(metric.contributions[i]) : metric.weight === null && metric.points[i] !== null ? points(metric.points[i]) : "";
    const value = metric.values[i] === "" || metric.values[i] === "–" ? t("missing") : valueOf(metric, i);
    return [h("tr", { class: shownOnly ? null : "first" },
      h("th", { scope: "row" }, w(metric.title)),
      h("td", { class: "n" }, value),
      h("td", { class: "n" }, shownOnly && metric.points[i] === null ? "" : points(metric.points[i])),
      h("td", { class: "n" }, weight),
      h("td", { class: "n" }, shownOnly ? "" : contribution)),
    shownOnly ? "" : h("tr", { class: "rule" }, h("td", { colspan: 5 }, w(metric.rule)))];
  });
  const head = ["metric", "value", "points", "weight", "contribution"].map((key, c) => h("th", { scope: "col", class: c ? "n" : null }, t(key)));
  // groups with a total of their own don't simply add up
  const added = (metric) => metric.weight === null && !metric.groups.length;
  const sums = data.metrics.every((metric) => metric.weight === "0" || metric.contributions || added(metric) || metric.points[i] === null);
  const total = data.metrics.reduce((sum, metric) => {
    const part = metric.contributions ? metric.contributions[i] : added(metric) ? metric.points[i] : null;
    return sum + BigInt(part ?? 0);
  }, 0n);
  const foot = sums && official.scores[i] !== null ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: 4 }, t(data.gates.some((gate) => gate.fired.includes(i)) ? "before_gates" : "sum")), h("td", { class: "n" }, points(total)))) : null;
  return h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows), foot);
};

const incidents = (i) => {
  const gates = data.gates.filter((gate) => gate.fired.includes(i));
  const flags = data.flags.filter((flag) => flag.raised.includes(i));
  return [
    ...(gates.length ? [h("h3", {}, t("gates")), h("ul", {}, gates.map((gate) => h("li", {}, join(w(gate.name), w(gate.effect)), h("small", {}, h("br"), w(gate.because)))))] : []),
    ...(flags.length ? [h("h3", {}, t("flags")), h("ul", {}, flags.map((flag) => h("li", {}, flag.name)))] : []),
  ];
};

const payTable = (i) => {
  const rows = data.lines.filter((line) => line.amounts[i] !== null).map((line) =>
    h("tr", {}, h("th", { scope: "row" }, w(line.title), h("small", { class: "soft" }, h("br"), said(line.because, i))), h("td", { class: "n" }, money(big(line.amounts[i])))));
  const foot = h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t("sum")), h("td", { class: "n" }, money(official.pay[i]))));
  return h("div", {}, h("h3", {}, join(t("lines"))), h("table", {}, h("tbody", {}, rows), foot));
};
