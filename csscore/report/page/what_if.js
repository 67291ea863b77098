// Other weights: what they make of scores, places and pay, beside the official result.
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
