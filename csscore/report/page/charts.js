// The distribution of the scores, and what each is made of.
const plain = (units) => Number(units) / 10 ** data.digits.score;
const showCharts = () => {
  const numbers = (scores) => scores.filter((one) => one !== null).map(plain);
  const say = (from, to, people) => t("score_range", { from, to, count: people });
  say.title = t("distribution");
  const picture = histogram(numbers(official.scores), trial.made && numbers(trial.made.scores), say);
  const keys = trial.made ? [["c0", "official"], ["c1", "tried"]] : [];
  at("distribution").replaceChildren(
    h("ul", { class: "legend" }, keys.map(([colour, key]) => h("li", {}, h("span", { class: `key ${colour}` }), t(key)))), picture ?? "");
  showMakeup();
};

const MOST_BARS = 100;
const showMakeup = () => {
  const parts = data.metrics.map((metric, m) => ({ metric, colour: m % 8 })).filter(({ metric }) => metric.contributions && metric.weight !== "0");
  const box = at("makeup");
  box.closest("figure").hidden = !parts.length;
  if (!parts.length) return;
  const size = (units) => (units === null ? 0 : Number(units) / 10 ** data.digits.points);
  const sum = (i) => parts.reduce((total, { metric }) => total + Math.max(size(metric.contributions[i]), 0), 0);
  const whole = Math.max(100, ...shown.map(sum));
  box.replaceChildren(
    h("ul", { class: "legend" }, parts.map(({ metric, colour }) => h("li", {}, h("span", { class: `key c${colour}` }), w(metric.title)))),
    ...shown.slice(0, MOST_BARS).map((i) => {
      const bars = parts.map(({ metric, colour }) => ({ size: size(metric.contributions[i]), colour, title: `${w(metric.title)} ${points(metric.contributions[i])}` }));
      const label = `${who(i)}: ${bars.map((bar) => bar.title).join("; ")}`;
      return h("div", { class: "row" }, h("span", { title: who(i) }, who(i)), stacked(bars, whole, label), h("span", { class: "n" }, score(official.scores[i])));
    }),
    shown.length > MOST_BARS ? h("p", { class: "soft" }, t("makeup_first", { count: MOST_BARS })) : "");
};
