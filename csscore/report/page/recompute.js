// Scores and ranks again, with other weights, from the official points: the same steps in the same order as the engine.
const Again = (data) => {
  const { abs, gcd, lcm, divide, ratio, read, times, over, plus, compare } = Exact;
  const model = data.again;
  const count = data.agents.length;
  const everybody = data.agents.map((_, i) => i);
  const big = (units) => (units === null ? null : BigInt(units));
  const points = data.metrics.map((metric) => metric.points.map(big));
  const unit = 10n ** BigInt(data.digits.points);
  const ONE = ratio(1n);
  const NONE = ratio(0n);
  const nodes = [];
  const index = (level) => {
    for (const node of level) {
      node.id = nodes.push(node) - 1;
      if (node.points) node.points = node.points.map(big);
      if (node.exact) node.exact = node.exact.map((text) => (text === null ? null : read(text)));
      if (node.of) index(node.of);
    }
  };
  index(model.tree);
  const decimals = Math.max(1, ...nodes.map((node) => (node.weight ?? "").split(".")[1]?.length ?? 0));
  const scale = 10n ** BigInt(decimals);
  const inScale = (text) => {
    const weight = read(text);
    return (weight.n * scale) / weight.d;
  };
  const official = nodes.map((node) => (node.weight === null ? null : inScale(node.weight)));
  const mask = (places) => {
    const held = new Array(count).fill(false);
    for (const place of places) held[place] = true;
    return held;
  };
  const absent = model.leaves.map((leaf, i) => (leaf.absent ? mask(leaf.absent) : points[i].map((p) => p === null)));

  // --- weights

  const wholeOf = (level, weights, free) =>
    free ? level.reduce((sum, node) => sum + (weights[node.id] ?? 0n), 0n) : 100n * scale;

  // `way` are the entries of levels on the way to a member, with their weights as written
  const members = (level, method, weights, free, share, byDefault, above) => {
    const whole = wholeOf(level, weights, free);
    return level.flatMap((node) => {
      const weight = weights[node.id];
      const mine = weight === null ? byDefault : whole ? times(share, ratio(weight, whole)) : NONE;
      const way = [...above, { id: node.id, weight: weight ?? 1n }];
      if (!node.of) {
        const leaf = model.leaves[node.leaf];
        return leaf.worth && !leaf.added ? [{ node, share: mine, way }] : [];
      }
      if (node.own !== null) return [{ node, share: mine, way }];
      return members(node.of, method, weights, free, mine, mine.n ? byDefault : NONE, way);
    });
  };

  // what members weigh where only some are there: missing weight is filled up inside its own group, level by level
  const filledUp = (ways) => {
    const wholes = new Map();
    const above = (way, depth) => (depth ? way[depth - 1].id : -1);
    const seen = new Set();
    for (const way of ways)
      way.forEach((step, depth) => {
        if (seen.has(step.id)) return;
        seen.add(step.id);
        wholes.set(above(way, depth), (wholes.get(above(way, depth)) ?? 0n) + step.weight);
      });
    return ways.map((way) => way.reduce((share, step, depth) => times(share, ratio(step.weight, wholes.get(above(way, depth)))), ONE));
  };

  // parts of a level with whole weights in the same proportion
  const parts = (level, method, weights, free) => {
    const byDefault = method === "sum" || method === "min" ? ONE : NONE;
    const found = members(level, method, weights, free, ratio(100n), byDefault, []).filter((member) => member.share.n > 0n);
    const common = found.reduce((d, member) => lcm(d, member.share.d), 1n);
    const plain = found.map((member) => (member.share.n * common) / member.share.d);
    const shared = plain.reduce(gcd, 0n) || 1n;
    return found.map((member, i) => ({
      ...member,
      weight: plain[i] / shared,
      ...columnOf(member.node, weights, free),
    }));
  };

  // points, or exact numbers where a group makes a total, which is not rounded on its way
  const columnOf = (node, weights, free) => {
    if (!node.of) return { points: points[node.leaf] };
    if (node.points) return { points: node.points };
    if (node.exact) return { exact: node.exact };
    const of = parts(node.of, node.own, weights, free);
    return { exact: of.length ? totals(node.own, of) : new Array(count).fill(null) };
  };

  // --- combining

  const isFlat = (of) =>
    of.every((part) => part.points) && (of.every((part) => part.way.length === 1) || of.every((part) => !part.points.includes(null)));
  const valueAt = (part, i) => {
    if (part.exact) return part.exact[i];
    return part.points[i] === null ? null : ratio(part.points[i], unit);
  };

  const totals = (method, of) => {
    const known = new Map();
    return everybody.map((i) => {
      const here = of.map((part) => ({ part, value: valueAt(part, i) })).filter(({ value }) => value !== null);
      if (!here.length) return null;
      const values = here.map(({ value }) => value);
      if (method === "min") return values.reduce((a, b) => (compare(b, a) < 0 ? b : a));
      const pattern = here.map(({ part }) => part.node.id).join();
      if (!known.has(pattern))
        known.set(pattern, method === "sum" ? here.map(({ part }) => part.share) : filledUp(here.map(({ part }) => part.way)));
      const shares = known.get(pattern);
      const sum = (terms) => terms.map((term, k) => times(shares[k], term)).reduce(plus);
      if (method === "mean" || method === "sum") return sum(values);
      if (values.some((value) => value.n <= 0n)) return null;
      if (method === "harmonic") return over(ONE, sum(values.map((value) => over(ONE, value))));
      const number = (value) => Number(value.n) / Number(value.d);
      const root = Math.exp(values.reduce((log, value, k) => log + number(shares[k]) * Math.log(number(value)), 0));
      return read(new Intl.NumberFormat("en", { maximumSignificantDigits: 13, useGrouping: false }).format(root));
    });
  };

  const combined = (method, of, digits, added) => {
    if (!of.length) return new Array(count).fill(null);
    if (!isFlat(of))
      return totals(method, of).map((total, i) => {
        if (total === null) return null;
        const made = plus(total, ratio(added.reduce((sum, column) => sum + (column[i] ?? 0n), 0n), unit));
        return divide(made.n * 10n ** BigInt(digits), made.d);
      });
    const down = 10n ** BigInt(Math.max(data.digits.points - digits, 0));
    const up = 10n ** BigInt(Math.max(digits - data.digits.points, 0));
    const under = method === "sum" ? over(ratio(of[0].weight), of[0].share).n : null;
    return everybody.map((i) => {
      const here = of.filter((part) => part.points[i] !== null);
      if (!here.length) return null;
      const extra = added.reduce((sum, column) => sum + (column[i] ?? 0n), 0n);
      if (method === "min") {
        const least = here.map((part) => part.points[i]).reduce((a, b) => (b < a ? b : a));
        return divide(least * up, down);
      }
      const counted = here.reduce((sum, part) => sum + part.weight, 0n);
      if (method === "mean" || method === "sum") {
        const below = under ?? counted;
        const total = here.reduce((sum, part) => sum + part.weight * part.points[i], 0n) + extra * below;
        return divide(total * up, below * down);
      }
      if (here.some((part) => part.points[i] <= 0n)) return null;
      return (method === "harmonic" ? harmonic : geometric)(here, i, counted, ratio(extra, unit), digits);
    });
  };

  const harmonic = (here, i, counted, extra, digits) => {
    const inverse = here.map((part) => ratio(part.weight * unit, part.points[i])).reduce(plus);
    const score = plus(over(ratio(counted), inverse), extra);
    return divide(score.n * 10n ** BigInt(digits), score.d);
  };

  const geometric = (here, i, counted, extra, digits) => {
    const logs = here.map((part) => Number(part.weight) * Math.log(Number(part.points[i]) / Number(unit)));
    const root = Math.exp(logs.reduce((a, b) => a + b) / Number(counted));
    const near = root + Number(extra.n) / Number(extra.d);
    const scaled = 10n ** BigInt(digits);
    const below = BigInt(Math.floor(Math.abs(near) * Number(scaled)));
    const sign = near < 0 ? -1n : 1n;
    const rest = Math.abs(near) * Number(scaled) - Number(below);
    if (Math.abs(rest - 0.5) > 1e-5 && rest > 1e-5 && rest < 1 - 1e-5) return sign * (below + (rest > 0.5 ? 1n : 0n));
    // powers decide where a root is too close to call
    const bar = plus(ratio(sign * (2n * below + 1n), 2n * scaled), { n: -extra.n, d: extra.d });
    let reached = bar.n <= 0n;
    if (!reached) {
      let above = bar.d ** counted;
      let power = bar.n ** counted;
      for (const part of here) {
        above *= part.points[i] ** part.weight;
        power *= unit ** part.weight;
      }
      reached = sign > 0n ? above >= power : above <= power;
    } else if (sign < 0n) reached = false;
    return sign * (below + (reached ? 1n : 0n));
  };

  // --- conditions: true, false, or null where it is not known

  const holds = (condition, known) => {
    if (condition === null) return new Array(count).fill(true);
    if (!Array.isArray(condition)) {
      const held = mask(condition.holds);
      for (const place of condition.unknown) held[place] = null;
      return held;
    }
    const [word, ...rest] = condition;
    if (word === "score" || word === "rank") return compared(known[word], ...rest);
    const inner = rest.map((part) => holds(part, known));
    if (word === "not") return inner[0].map((held) => (held === null ? null : !held));
    const settles = word === "or";
    return everybody.map((i) => {
      if (inner.some((held) => held[i] === settles)) return settles;
      return inner.some((held) => held[i] === null) ? null : !settles;
    });
  };

  const TESTS = {
    "<": (c) => c < 0, "<=": (c) => c <= 0, ">": (c) => c > 0,
    ">=": (c) => c >= 0, "==": (c) => c === 0, "!=": (c) => c !== 0,
  };
  const compared = (column, operator, bars) => {
    const one = Array.isArray(bars) ? null : bars === null ? null : read(bars);
    return everybody.map((i) => {
      const bar = one ?? (Array.isArray(bars) && bars[i] !== null ? read(bars[i]) : null);
      return column[i] === null || bar === null ? null : TESTS[operator](compare(column[i], bar));
    });
  };

  // --- score and rank

  const scored = (weights, free) => {
    const off = new Set();
    const walk = (level, zero) => {
      for (const node of level) {
        const none = zero || (node.moves && weights[node.id] === 0n);
        if (node.of) walk(node.of, none);
        else if (none) off.add(node.leaf);
      }
    };
    walk(model.tree, false);
    const active = model.leaves.map((leaf, i) => leaf.scored && !off.has(i));
    const added = model.leaves.flatMap((leaf, i) => (leaf.added && leaf.worth ? [points[i]] : []));
    const of = parts(model.tree, model.method, weights, free);
    const floor = big(model.floor);
    const cap = big(model.cap);
    const weighted = model.leaves.map((_, i) => i).filter((i) => active[i] && !model.leaves[i].added);
    const needed = model.leaves.map((_, i) => i).filter((i) => active[i] && !model.leaves[i].optional);
    const made = combined(model.method, of, data.digits.score, added);
    const scores = everybody.map((i) => {
      let score = made[i];
      if (score === null || needed.some((leaf) => points[leaf][i] === null)) return null;
      if (weighted.length && weighted.every((leaf) => absent[leaf][i])) return null;
      if (floor !== null && score < floor) score = floor;
      if (cap !== null && score > cap) score = cap;
      return score;
    });
    return { of, scores };
  };

  const inUnits = (digits) => (units) => (units === null ? null : ratio(units, 10n ** BigInt(digits)));

  const gated = (before) => {
    const known = { score: before.map(inUnits(data.digits.score)), rank: new Array(count).fill(null) };
    const fired = model.gates.map((gate, g) =>
      gate.when === null ? mask(data.gates[g].fired) : holds(gate.when, known).map((held) => held === true),
    );
    const scores = [...before];
    const out = new Array(count).fill(false);
    const last = new Array(count).fill(false);
    model.gates.forEach((gate, g) => {
      const [verb, amount] = gate.then ?? [];
      for (const i of everybody) {
        if (!fired[g][i]) continue;
        if (verb === "unranked") out[i] = true;
        else if (verb === "last") last[i] = true;
        else if (scores[i] === null) continue;
        else if (verb === "set") scores[i] = BigInt(amount);
        else if (verb === "minus") scores[i] -= BigInt(amount);
        else if (verb === "at_most" && scores[i] > BigInt(amount)) scores[i] = BigInt(amount);
      }
    });
    return { scores, out, last, fired };
  };

  // smaller first; a missing number comes last
  const falling = (key, scores) => (a, b) => {
    if (key === "score") return scores[a] < scores[b] ? 1 : scores[a] > scores[b] ? -1 : 0;
    if (key[a] === key[b]) return 0;
    return key[a] === -1 ? 1 : key[b] === -1 ? -1 : key[a] - key[b];
  };

  const ranked = ({ scores, out, last }, cohort) => {
    const order = model.keys[0];
    const who = everybody.filter((i) => scores[i] !== null && !out[i] && (order === "score" || order[i] !== -1));
    const keys = model.keys.map((key) => falling(key, scores));
    const within = (a, b) => {
      if (last[a] !== last[b]) return last[a] ? 1 : -1;
      for (const key of keys) {
        const difference = key(a, b);
        if (difference) return difference;
      }
      return 0;
    };
    who.sort((a, b) => (cohort ? cohort[a] - cohort[b] : 0) || within(a, b));
    const ranks = new Array(count).fill(null);
    const tied = new Array(count).fill(0);
    let place = 0;
    let dense = 0;
    for (let start = 0; start < who.length; ) {
      if (start && cohort && cohort[who[start]] !== cohort[who[start - 1]]) place = dense = 0;
      let end = start + 1;
      const same = (i) => (!cohort || cohort[i] === cohort[who[start]]) && within(i, who[start]) === 0;
      while (end < who.length && same(who[end])) end += 1;
      dense += 1;
      const rank = { min: place + 1, dense, max: place + end - start }[model.ties];
      for (const i of who.slice(start, end)) [ranks[i], tied[i]] = [rank, end - start];
      place += end - start;
      start = end;
    }
    return { ranks, tied };
  };

  // everything again: the official weights, or others
  const run = (weights, free) => {
    const { of, scores: before } = scored(weights, free);
    if (!of.length) return null;
    const after = gated(before);
    const places = ranked(after, model.cohort);
    const overall = model.cohort ? ranked(after, null).ranks : places.ranks;
    return { ...places, overall, scores: after.scores, fired: after.fired, parts: of };
  };

  return { model, nodes, official, scale, decimals, count, everybody, run, holds, inUnits, wholeOf, mask, inScale };
};
