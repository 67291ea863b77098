// The ranking: sorted, searched, grouped, a page at a time.
const change = (i) => {
  const [before, after] = [official.ranks[i], trial.made.ranks[i]];
  if (before === after || before === null || after === null) return "";
  const by = before - after;
  const label = t(by > 0 ? "up" : "down", { count: Math.abs(by) });
  return h("span", { class: `move ${by > 0 ? "up" : "down"}`, title: label, "aria-label": label }, `${by > 0 ? "▲" : "▼"} ${Math.abs(by)}`);
};
const NUMBER = (shown) => {
  const plain = Number(shown.replaceAll(",", ""));
  return shown === "" || Number.isNaN(plain) ? null : plain;
};
const byWho = new Intl.Collator("zh");

const placed = (rank, tied) => {
  if (rank === null) return "–";
  return tied > 1 ? h("span", { class: "shared", title: t("tied", { count: tied }) }, String(rank)) : String(rank);
};

const columns = () => {
  const made = trial.made;
  const rank = (i) => placed(official.ranks[i], data.tied[i]);
  const list = [{ key: "rank", title: t("rank"), n: true, cell: rank, of: (i) => official.ranks[i] }];
  if (made) {
    const cell = (i) => [placed(made.ranks[i], made.tied[i]), " ", h("span", { class: "move" }, change(i))];
    list.push({ key: "new_rank", title: t("new_rank"), n: true, tried: true, cell, of: (i) => made.ranks[i] });
  }
  list.push({ key: "agent", title: t(data.names ? "name" : "agent"), head: true, of: (i) => who(i), cell: (i) => opener(i) });
  if (data.names) list.push({ key: "id", title: t("agent"), of: (i) => data.agents[i], cell: (i) => clipped(data.agents[i]) });
  data.cohorts.forEach((cohort, c) =>
    list.push({ key: `cohort${c}`, title: w(cohort.title), of: (i) => cohort.cells[i], cell: (i) => clipped(cohort.cells[i]) }));
  list.push({ key: "score", title: t("score"), n: true, strong: true, best: true, of: (i) => official.scores[i], cell: (i) => score(official.scores[i]) });
  if (made) list.push({ key: "new_score", title: t("new_score"), n: true, tried: true, best: true, of: (i) => made.scores[i], cell: (i) => score(made.scores[i]) });
  if (data.paid) {
    const unit = w(data.currency);
    list.push({ key: "pay", title: t("pay"), unit, n: true, strong: true, best: true, of: (i) => official.pay[i], cell: (i) => money(official.pay[i]) });
    if (made?.pay) {
      const by = (i) => made.pay[i] - official.pay[i];
      const tone = (i) => h("span", { class: by(i) > 0n ? "up" : "down" }, signed(by(i)));
      list.push({ key: "new_pay", title: t("new_pay"), unit, n: true, tried: true, best: true, of: (i) => made.pay[i], cell: (i) => money(made.pay[i]) });
      list.push({ key: "new_change", title: t("change"), n: true, tried: true, best: true, of: by, cell: (i) => (by(i) ? tone(i) : "") });
    }
  }
  data.metrics.forEach((metric, m) => {
    const of = (i) => (metric.numeric ? NUMBER(metric.values[i]) : metric.values[i] || null);
    list.push({
      key: `m${m}`, title: w(metric.title), unit: w(metric.unit), n: metric.numeric, best: metric.numeric && metric.better === "higher",
      of, cell: (i) => (metric.numeric ? metric.values[i] : clipped(metric.values[i])),
    });
  });
  return list;
};
const clipped = (plain) => h("div", { class: "cell", title: plain.length > 24 ? plain : null }, plain);
const opener = (i) => h("button", { type: "button", class: "who", title: who(i).length > 14 ? who(i) : null, onclick: () => open(i) }, who(i));

const cohortOf = (i) => data.cohorts.map((cohort) => cohort.cells[i]).join(" / ");
const found = (all) => {
  const wanted = view.search.trim().toLowerCase();
  const column = all.find((one) => one.key === view.sort) ?? all[0];
  const places = official.ranks.map((_, i) => i).filter((i) => {
    if (view.cohort !== "" && cohortOf(i) !== view.cohort) return false;
    return !wanted || [data.agents[i], data.names?.[i] ?? "", cohortOf(i)].some((plain) => plain.toLowerCase().includes(wanted));
  });
  const keys = new Map(places.map((i) => [i, column.of(i)]));
  const turn = view.down ? -1 : 1;
  const compare = (a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (one === null || other === null) return (one === null) - (other === null) || a - b;
    const order = typeof one === "string" ? byWho.compare(one, other) : one < other ? -1 : one > other ? 1 : 0;
    return turn * order || a - b;
  };
  const groups = view.grouped ? new Map(places.map((i) => [i, cohortOf(i)])) : null;
  return places.sort((a, b) => (groups ? byWho.compare(groups.get(a), groups.get(b)) : 0) || compare(a, b));
};

let listed = [];
let shown = [];
// one table of more rows than this takes a browser minutes to lay out for paper
const MOST_ROWS = 2000;
const showTable = ({ everything = false } = {}) => {
  const all = columns();
  listed = found(all);
  const size = everything || view.size === 0 ? Math.max(listed.length, 1) : view.size;
  const pages = Math.max(Math.ceil(listed.length / size), 1);
  view.page = Math.min(view.page, pages - 1);
  shown = listed.slice(view.page * size, (view.page + 1) * size);
  const head = h("tr", {}, all.map((column) => {
    const sorted = column.key === view.sort;
    const sort = () => {
      view.down = sorted ? !view.down : Boolean(column.best);
      view.sort = column.key;
      view.page = 0;
      showTable();
      showMakeup();
      at("table").querySelector(`[data-key="${column.key}"]`)?.focus();
    };
    return h("th", { scope: "col", class: [column.n && "n", column.tried && "tried"].filter(Boolean).join(" "), "aria-sort": sorted ? (view.down ? "descending" : "ascending") : null },
      h("button", { type: "button", class: column.title.length <= 9 ? "short" : "long", "data-key": column.key, onclick: sort, title: t("sort_by", { title: column.title }) }, column.title),
      h("span", { class: "printed", "aria-hidden": "true" }, column.title),
      column.unit ? h("small", {}, column.unit) : null);
  }));
  const rows = [];
  let group = null;
  for (const i of shown) {
    if (view.grouped && cohortOf(i) !== group) {
      group = cohortOf(i);
      rows.push(h("tr", { class: "cohort" }, h("th", { colspan: all.length, scope: "rowgroup" }, group)));
    }
    rows.push(h("tr", { class: official.ranks[i] === null ? "out" : null, "data-agent": i }, all.map((column) => {
      const name = [column.n && "n", column.tried && "tried", column.strong && "strong"].filter(Boolean).join(" ");
      return h(column.head ? "th" : "td", { class: name || null, scope: column.head ? "row" : null, "data-column": column.key }, column.cell(i));
    })));
  }
  if (!rows.length) rows.push(h("tr", {}, h("td", { colspan: all.length, class: "soft" }, t("nobody"))));
  at("table").replaceChildren(h("thead", {}, head), h("tbody", {}, rows));
  at("printed").textContent = shown.length < listed.length ? t("printed", { shown: shown.length, count: listed.length }) : "";
  showPager(pages);
};

const showPager = (pages) => {
  const go = (by) => () => {
    view.page += by;
    showTable();
    showMakeup();
    at(by < 0 ? "back" : "forth")?.focus();
  };
  const sizes = h("select", { id: "size", onchange: (event) => { view.size = Number(event.target.value); view.page = 0; showTable(); showMakeup(); } },
    [25, 50, 100, 500].concat(count <= MOST_ROWS ? [0] : []).map((size) => h("option", { value: size }, size ? String(size) : t("all_rows"))));
  sizes.value = String(view.size);
  at("pager").replaceChildren(
    h("button", { type: "button", id: "back", disabled: view.page === 0, onclick: go(-1) }, t("previous")),
    h("span", {}, t("page_of", { page: view.page + 1, pages, count: listed.length })),
    h("button", { type: "button", id: "forth", disabled: view.page >= pages - 1, onclick: go(1) }, t("next")),
    h("label", {}, t("rows"), sizes));
  at("pager").hidden = count <= 25;
};
