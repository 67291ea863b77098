// What the page is about, and how it says things: the data, the view, words and numbers.
const { h, histogram, stacked } = Draw;
const { text, read, share, abs } = Exact;
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const big = (units) => (units === null ? null : BigInt(units));
const count = data.agents.length;
const official = {
  ranks: data.ranks.map((rank) => (rank === null ? null : Number(rank))),
  scores: data.scores.map(big),
  pay: data.pay.map(big),
};
const view = { lang: data.lang, sort: "rank", down: false, search: "", cohort: "", grouped: false, page: 0, size: 50, open: null };

const w = (words) => words[view.lang === "zh" ? 0 : 1];
const t = (key, details = {}) => w(data.ui[key]).replace(/\{(\w+)\}/g, (_, name) => details[name]);
const thousands = (plain) => plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
const money = (units) => (units === null ? "–" : thousands(text(units, data.digits.money)));
const points = (units) => (units === null ? "–" : text(BigInt(units), data.digits.points).replace(/\.?0+$/, ""));
const score = (units) => (units === null ? "–" : text(units, data.digits.score));
const signed = (units) => (units > 0n ? "+" : "") + money(units);
const heads = (title, unit) => [title, ...(unit ? [h("small", {}, unit)] : [])];
const who = (i) => (data.names ? data.names[i] : data.agents[i]);
