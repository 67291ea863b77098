// The panel where weights are moved, and the command line that does the same.
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
