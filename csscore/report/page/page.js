// The page: shows the official result, and beside it what other weights would make of it.
(() => {
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

  // --- words and numbers

  const w = (words) => words[view.lang === "zh" ? 0 : 1];
  const t = (key, details = {}) => w(data.ui[key]).replace(/\{(\w+)\}/g, (_, name) => details[name]);
  const thousands = (plain) => plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
  const money = (units) => (units === null ? "–" : thousands(text(units, data.digits.money)));
  const points = (units) => (units === null ? "–" : text(BigInt(units), data.digits.points).replace(/\.?0+$/, ""));
  const score = (units) => (units === null ? "–" : text(units, data.digits.score));
  const signed = (units) => (units > 0n ? "+" : "") + money(units);
  const heads = (title, unit) => [title, ...(unit ? [h("small", {}, unit)] : [])];
  const who = (i) => (data.names ? data.names[i] : data.agents[i]);

  // --- trying other weights

  const able = data.again.unable === undefined;
  const again = able ? Again(data) : null;
  const paying = able ? Paying(data, again) : null;
  const trial = { weights: able ? [...again.official] : [], free: able && data.again.relative, made: null, note: null, hand: null };

  const compute = (weights, free) => {
    const state = again.run(weights, free);
    if (state === null) return null;
    const paid = paying(state);
    return { ...state, pay: paid && paid.sums, lines: paid && paid.lines, over: paid !== null && paid.over };
  };
  const alike = (one, other) => one.every((value, i) => value === other[i]);
  const agrees = () => {
    const made = compute(again.official, data.again.relative);
    return made !== null && made.pay !== null && alike(made.ranks, official.ranks) && alike(made.scores, official.scores)
      && alike(made.tied, data.tied) && alike(made.pay, official.pay);
  };
  const trusted = able && agrees();
  document.body.dataset.again = able ? (trusted ? "same" : "differs") : "unable";

  const levels = [];
  const collect = (level) => {
    levels.push(level);
    for (const node of level) if (node.of) collect(node.of);
  };
  if (able) collect(data.again.tree);
  const levelOf = (node) => levels.find((level) => level.includes(node));
  const untouched = () => alike(trial.weights, again.official);

  const redo = () => {
    trial.note = null;
    trial.made = null;
    if (!untouched()) {
      const empty = levels.some((level) => {
        const weighed = level.filter((node) => trial.weights[node.id] !== null && again.official[node.id] > 0n);
        return weighed.length > 0 && weighed.every((node) => trial.weights[node.id] === 0n);
      });
      trial.made = empty ? null : compute(trial.weights, trial.free);
      if (trial.made === null) trial.note = empty ? "no_weight" : "cannot";
      else if (trial.made.scores.every((one) => one === null) && official.scores.some((one) => one !== null)) {
        trial.made = null;
        trial.note = "cannot";
      } else if (trial.made.pay === null) trial.note = "too_short";
      else if (trial.made.over) trial.note = "over_budget";
    }
    const active = trial.made !== null;
    if (active && view.sort === "rank") view.sort = "new_rank";
    if (!active && view.sort.startsWith("new_")) [view.sort, view.down] = ["rank", false];
    showOutcome();
    showTable();
    showCharts();
  };

  // the moved weight is kept; the others of its level share the rest as they stood when the hand took hold of this one
  const move = (node, weight) => {
    const level = levelOf(node).filter((other) => other.moves);
    if (trial.hand?.node !== node) trial.hand = { node, before: [...trial.weights] };
    trial.weights[node.id] = weight;
    if (!trial.free) {
      const others = level.filter((other) => other !== node);
      const fixed = levelOf(node).filter((other) => !other.moves).reduce((sum, other) => sum + (trial.weights[other.id] ?? 0n), 0n);
      const rest = 100n * again.scale - weight - fixed;
      let before = others.map((other) => trial.hand.before[other.id]);
      if (before.every((one) => one === 0n)) before = others.map((other) => again.official[other.id]);
      const parts = share(rest, before.map((one) => ({ n: one, d: 1n })), others.map((_, i) => i));
      others.forEach((other, i) => (trial.weights[other.id] = parts[i]));
    }
    showWeights();
    redo();
  };

  const weightText = (units) => text(units, again.decimals).replace(/\.?0+$/, "");

  const command = () => {
    const sets = again.nodes
      .filter((node) => trial.weights[node.id] !== again.official[node.id])
      .map((node) => `${node.path}=${weightText(trial.weights[node.id])}`);
    if (trial.free && !data.again.relative) sets.unshift("weights=relative");
    const quoted = (set) => (/^[\w.=[\]\u4e00-\u9fff-]+$/.test(set) && !set.includes("[") ? set : `'${set.replaceAll("'", "'\\''")}'`);
    return sets.map((set) => `--set ${quoted(set)}`);
  };

  const inputs = new Map();
  const sliderOf = (node) => {
    if (!node.moves) return null;
    const level = levelOf(node).filter((other) => other.moves);
    const alone = level.length < 2;
    const fixed = levelOf(node).filter((other) => !other.moves).reduce((sum, other) => sum + (again.official[other.id] ?? 0n), 0n);
    const most = weightText(data.again.relative ? level.map((other) => again.official[other.id]).reduce((a, b) => a + b) : 100n * again.scale - fixed);
    const take = (event) => {
      const number = event.target.value.trim();
      if (!/^\d+(\.\d+)?$/.test(number)) return;
      const [whole, decimals = ""] = number.split(".");
      const units = again.inScale(decimals ? `${whole}.${decimals.slice(0, again.decimals)}` : whole);
      const limit = again.inScale(most);
      move(node, units > limit ? limit : units);
    };
    const label = `w${node.id}`;
    const range = h("input", { type: "range", id: label, min: 0, max: most, step: text(1n, again.decimals), disabled: alone, oninput: take });
    const number = h("input", {
      type: "number", min: 0, max: most, step: text(1n, again.decimals), disabled: alone, onchange: take,
      "aria-label": t("weight_of", { title: w(node.title) }),
    });
    // arrow keys and taps go by whole steps; the number beside takes any
    range.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (by === undefined || alone) return;
      event.preventDefault();
      const next = trial.weights[node.id] + BigInt(by) * again.scale;
      const limit = again.inScale(most);
      move(node, next < 0n ? 0n : next > limit ? limit : next);
    });
    const note = h("small", {}, t("official_weight", { weight: weightText(again.official[node.id]) }));
    const box = h("div", { class: "slider" }, h("div", { class: "head" }, h("label", { for: label }, w(node.title)), number), range, note);
    inputs.set(node.id, { box, range, number });
    return box;
  };
  const slidersOf = (level) =>
    level.map((node) => {
      const slider = sliderOf(node);
      if (!node.of) return slider;
      const inner = slidersOf(node.of).filter((one) => one !== null);
      if (!slider && !inner.length) return null;
      return h("div", {}, slider ?? h("p", { class: "group" }, w(node.title)), inner.length ? h("div", { class: "inner" }, inner) : null);
    });

  const showWeights = () => {
    for (const [id, { box, range, number }] of inputs) {
      const plain = weightText(trial.weights[id]);
      if (range.value !== plain) range.value = plain;
      range.setAttribute("aria-valuetext", plain);
      number.value = plain;
      box.classList.toggle("changed", trial.weights[id] !== again.official[id]);
    }
    at("sum").textContent = t("sum_of_weights", { sum: weightText(again.wholeOf(data.again.tree, trial.weights, true)) });
  };

  const reset = () => {
    trial.weights = [...again.official];
    trial.hand = null;
    showWeights();
    redo();
  };

  const showSliders = () => {
    const box = at("sliders");
    inputs.clear();
    if (!able) return box.replaceChildren(h("p", { class: "soft" }, t("unable", { why: w(data.again.unable) })));
    if (!trusted) return box.replaceChildren(h("p", { class: "notice" }, t("differs")));
    const keep = h("input", {
      type: "checkbox", id: "keep", onchange: (event) => {
        trial.free = !event.target.checked;
        trial.hand = null;
        if (!trial.free) return reset();
        redo();
      },
    });
    keep.checked = !trial.free;
    box.replaceChildren(
      h("p", { class: "soft" }, t("whatif_about")),
      ...slidersOf(data.again.tree).filter((one) => one !== null),
      h("div", { class: "sum" }, h("span", { id: "sum" }), h("button", { type: "button", id: "reset", onclick: reset }, t("reset"))),
      data.again.relative ? "" : h("label", { class: "check" }, keep, h("span", {}, t("keep_sum"))),
    );
    at("kept").replaceChildren(...(data.again.kept.length
      ? [h("p", {}, t("kept")), h("ul", {}, data.again.kept.map((words) => h("li", {}, w(words))))] : []));
    showWeights();
    return null;
  };

  const showOutcome = () => {
    if (!trusted) return;
    const made = trial.made;
    const box = at("outcome");
    at("whatif").classList.toggle("active", made !== null);
    box.classList.toggle("bad", trial.note !== null);
    at("reset").disabled = untouched();
    if (made === null) {
      box.textContent = t(trial.note ?? "untouched");
      at("command").replaceChildren();
      return;
    }
    const moved = official.ranks.filter((rank, i) => rank !== made.ranks[i]).length;
    const sum = (column) => column.reduce((a, b) => a + b, 0n);
    let line = t("moved", { count: moved });
    if (data.paid && made.pay) {
      const [before, after] = [sum(official.pay), sum(made.pay)];
      const details = { count: moved, before: money(before), after: money(after), change: signed(after - before) };
      line = t(before === after ? "same_pay" : "moved_pay", details);
    }
    box.textContent = trial.note ? `${line} ${t(trial.note)}` : line;
    const code = h("code", { id: "sets" }, command().join("\n"));
    const copy = h("button", { type: "button", onclick: () => copied(code, copy) }, t("copy"));
    at("command").replaceChildren(h("h3", {}, t("command")), h("div", { class: "command" }, code, copy));
  };

  const copied = async (code, button) => {
    try {
      await navigator.clipboard.writeText(command().join(" "));
      button.textContent = t("copied");
    } catch {
      getSelection().selectAllChildren(code);
    }
  };

  // --- the table

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

  const columns = () => {
    const made = trial.made;
    const rank = (i) => (official.ranks[i] === null ? "–" : String(official.ranks[i]));
    const list = [{ key: "rank", title: t("rank"), n: true, cell: rank, of: (i) => official.ranks[i] }];
    if (made) {
      const cell = (i) => [made.ranks[i] === null ? "–" : String(made.ranks[i]), " ", h("span", { class: "move" }, change(i))];
      list.push({ key: "new_rank", title: t("new_rank"), n: true, tried: true, cell, of: (i) => made.ranks[i] });
    }
    list.push({ key: "agent", title: t(data.names ? "name" : "agent"), head: true, of: (i) => who(i), cell: (i) => opener(i) });
    if (data.names) list.push({ key: "id", title: t("agent"), of: (i) => data.agents[i], cell: (i) => clipped(data.agents[i]) });
    data.cohorts.forEach((cohort, c) =>
      list.push({ key: `cohort${c}`, title: cohort.title, of: (i) => cohort.cells[i], cell: (i) => clipped(cohort.cells[i]) }));
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
      [25, 50, 100, 500].concat(count <= 2000 ? [0] : []).map((size) => h("option", { value: size }, size ? String(size) : t("all_rows"))));
    sizes.value = String(view.size);
    at("pager").replaceChildren(
      h("button", { type: "button", id: "back", disabled: view.page === 0, onclick: go(-1) }, t("previous")),
      h("span", {}, t("page_of", { page: view.page + 1, pages, count: listed.length })),
      h("button", { type: "button", id: "forth", disabled: view.page >= pages - 1, onclick: go(1) }, t("next")),
      h("label", {}, t("rows"), sizes));
    at("pager").hidden = count <= 25;
  };

  // --- charts

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
      ...shown.slice(0, 100).map((i) => {
        const bars = parts.map(({ metric, colour }) => ({ size: size(metric.contributions[i]), colour, title: `${w(metric.title)} ${points(metric.contributions[i])}` }));
        const label = `${who(i)}: ${bars.map((bar) => bar.title).join("; ")}`;
        return h("div", { class: "row" }, h("span", { title: who(i) }, who(i)), stacked(bars, whole, label), h("span", { class: "n" }, score(official.scores[i])));
      }));
  };

  // --- one agent

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
      tried(i), metricTable(i), ...incidents(i), data.paid ? payTable(i) : "", ...proof(i));
    if (!box.open) box.showModal();
  };

  // why not one place higher, and the cells: documents made beforehand
  const proof = (i) => {
    if (!data.proofs) return [];
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

  // --- the rest of the page

  const showNoticed = () => {
    const list = data.problems[view.lang === "zh" ? 0 : 1];
    at("noticed").replaceChildren(list.length ? h("ul", {}, list.map((entry) => h("li", {},
      h("span", { class: `tag ${entry.severity}` }, `${t(`severity_${entry.severity}`)} ${entry.code}`),
      entry.message, entry.place ? h("span", { class: "where" }, ` · ${entry.place}`) : "",
      entry.below ? h("div", { class: "where" }, entry.below) : "")))
      : h("p", { class: "soft" }, t("no_problems")));
  };

  const showWords = () =>
    at("words").replaceChildren(...data.words.map((section) => h("div", {}, h("h3", {}, w(section.title)),
      section.lines.map(([depth, ...words]) => h("p", { class: `d${Math.min(depth, 3)}` }, w(words))))));

  const showFilters = () => {
    at("search").placeholder = t("search");
    const labels = [...new Set(data.agents.map((_, i) => cohortOf(i)))].sort(byWho.compare);
    const several = data.cohorts.length > 0 && labels.length > 1;
    at("cohort").hidden = at("grouping").hidden = !several;
    if (!several) return;
    at("cohort").replaceChildren(h("option", { value: "" }, t("everyone")), ...labels.map((label) => h("option", { value: label }, label)));
    at("cohort").value = view.cohort;
  };

  const showAll = () => {
    document.documentElement.lang = view.lang === "zh" ? "zh-CN" : "en";
    document.title = at("heading").textContent = w(data.heading);
    at("totals").textContent = w(data.totals);
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
    at("footer").textContent = t("made_by", { version: data.csscore, digest: data.scheme.digest });
    showFilters();
    showSliders();
    showOutcome();
    showTable();
    showCharts();
    showNoticed();
    showWords();
    if (at("details").open) open(view.open);
  };

  const again_ = () => { view.page = 0; showTable(); showMakeup(); };
  at("search").addEventListener("input", (event) => { view.search = event.target.value; again_(); });
  at("cohort").addEventListener("change", (event) => { view.cohort = event.target.value; again_(); });
  at("grouped").addEventListener("change", (event) => { view.grouped = event.target.checked; again_(); });
  at("language").addEventListener("click", () => { view.lang = view.lang === "zh" ? "en" : "zh"; showAll(); });
  at("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
  });
  at("print").addEventListener("click", () => print());
  at("details").addEventListener("click", (event) => { if (event.target === at("details")) at("details").close(); });
  at("details").addEventListener("close", () => {
    at("table").querySelector(`[data-agent="${view.open}"] .who`)?.focus();
    view.open = null;
  });
  addEventListener("beforeprint", () => { showTable({ everything: true }); showMakeup(); });
  addEventListener("afterprint", () => { showTable(); showMakeup(); });
  showAll();
  document.body.dataset.ready = "yes";
})();
