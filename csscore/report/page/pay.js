// Pay again, for other ranks and scores: the entries in order, what gates take, what limits change; one rounding each.
const Paying = (data, again) => {
  const { divide, ratio, read, times, over, plus, minus, compare, significant, share, floor } = Exact;
  const { model, count, everybody } = again;
  const unit = BigInt(model.unit);
  const MINOR = 10n ** BigInt(data.digits.money);
  const ids = model.ids ?? everybody;
  const official = data.lines.map((line) => line.amounts.map((amount) => (amount === null ? null : BigInt(amount))));
  const bound = (text) => (text === null ? null : read(text));
  const rounded = (amount) => divide(amount.n * MINOR, amount.d * unit) * unit;

  // so that the money sums to the total in minor units, or stays below it by what can't be paid in units; the odd units go to
  // the largest remainders
  const shared = (amounts) => {
    const parts = amounts.map((amount) => over(times(amount, ratio(MINOR)), ratio(unit)));
    const total = times(parts.reduce(plus, ratio(0n)), ratio(unit));
    const whole = floor(divide(total.n, total.d), unit);
    const floors = parts.map((part) => floor(part.n, part.d));
    const rest = parts.map((part, i) => minus(part, ratio(floors[i])));
    return { floors, rest, odd: whole - floors.reduce((a, b) => a + b, 0n) };
  };
  const sharedAmong = (amounts, who) => {
    const negative = amounts.reduce(plus, ratio(0n)).n < 0n;
    const { floors, rest, odd } = shared(negative ? amounts.map((a) => ({ n: -a.n, d: a.d })) : amounts);
    const order = who.map((_, i) => i).sort((a, b) => compare(rest[b], rest[a]) || ids[who[a]] - ids[who[b]]);
    let left = odd;
    for (const i of order) if (left-- > 0n) floors[i] += 1n;
    return floors.map((units) => (negative ? -units : units) * unit);
  };

  const groups = (across) => {
    if (across || !model.cohort) return [everybody];
    const found = new Map();
    for (const i of everybody) {
      if (!found.has(model.cohort[i])) found.set(model.cohort[i], []);
      found.get(model.cohort[i]).push(i);
    }
    return [...found.values()];
  };

  // 1 + how many of those who take part stand before, how many places people tied occupy, and how many places there are;
  // without gaps, any number stand on one
  const placesOf = (group, ranks, among) => {
    const taking = group.filter((i) => ranks[i] !== null && among[i]).sort((a, b) => ranks[a] - ranks[b]);
    const place = new Map();
    const sharing = new Map();
    const dense = model.ties === "dense";
    let last = 0;
    for (let start = 0; start < taking.length; ) {
      let end = start;
      while (end < taking.length && ranks[taking[end]] === ranks[taking[start]]) end += 1;
      for (const i of taking.slice(start, end)) {
        place.set(i, last + 1);
        sharing.set(i, dense ? 1 : end - start);
      }
      last += dense ? 1 : end - start;
      start = end;
    }
    return { taking, place, sharing, places: last };
  };

  const ladderAt = (entry, places) => {
    if (entry.listed) {
      const end = entry.listed.at(-1)[1];
      if (places > end && entry.beyond === "error") return null;
      return (place) => {
        if (place > end) return entry.beyond === "last" ? read(entry.listed.at(-1)[2]) : ratio(0n);
        return read(entry.listed.find(([from, to]) => from <= place && place <= to)[2]);
      };
    }
    const [first, second, last, step, least] = ["first", "second", "last", "step", "floor"].map((k) => bound(entry.spread[k]));
    if (step !== null) {
      const until = step.n ? over(minus(first, least), step) : null;
      const many = until === null ? places : Math.max(Number(floor(until.n, until.d)) + 1, 0);
      return (place) => (place <= many ? minus(first, times(step, ratio(BigInt(place - 1)))) : least);
    }
    const [start, top] = second === null ? [1, first] : [2, second];
    const gap = places > start ? over(minus(last ?? first, top), ratio(BigInt(places - start))) : ratio(0n);
    return (place) => (place === 1 ? first : plus(top, times(gap, ratio(BigInt(place - start)))));
  };

  const RULES = {
    ladder(entry, { taking, place, sharing, places }) {
      const at = ladderAt(entry, places);
      if (at === null) return null;
      const known = new Map();
      const worth = (from, many) => {
        if (entry.ties === "each") return at(from);
        if (entry.ties === "lower") return at(from + many - 1);
        let sum = ratio(0n);
        for (let p = from; p < from + many; p += 1) sum = plus(sum, at(p));
        return over(sum, ratio(BigInt(many)));
      };
      return taking.map((i) => {
        if (!known.has(place.get(i))) known.set(place.get(i), worth(place.get(i), sharing.get(i)));
        return [i, known.get(place.get(i))];
      });
    },
    share(entry, { taking }, { score }) {
      const [low, cap, full] = [bound(entry.low), bound(entry.cap), read(entry.full)];
      return taking.flatMap((i) => {
        if (score[i] === null || entry.of[i] === null) return [];
        let counted = score[i].n < 0n ? ratio(0n) : score[i];
        if (cap !== null && compare(score[i], cap) > 0) counted = cap;
        if (low !== null && compare(score[i], low) < 0) counted = ratio(0n);
        return [[i, over(times(read(entry.of[i]), counted), full)]];
      });
    },
    grades(entry, { taking, place }, { score }) {
      const paid = (i, grade) => times(entry.of ? read(entry.of[i]) : ratio(1n), read(entry.worth[grade]));
      const due = (i) => entry.of === null || entry.of[i] !== null;
      if (entry.quota) {
        const heads = share(BigInt(taking.length), entry.quota.map(read), entry.quota.map((_, i) => i));
        let sum = 0;
        const edges = heads.map((head) => (sum += Number(head)));
        return taking.filter(due).map((i) => [i, paid(i, edges.findIndex((edge) => edge >= place.get(i)))]);
      }
      const inBand = ([from, after, to, included], value) => {
        const low = from === null ? 1 : compare(value, read(from));
        const high = to === null ? -1 : compare(value, read(to));
        return (after ? low > 0 : low >= 0) && (included ? high <= 0 : high < 0);
      };
      return taking.filter(due).flatMap((i) => {
        const band = score[i] === null ? undefined : entry.bands.find((one) => inBand(one, score[i]));
        return band === undefined ? [] : [[i, paid(i, band[4])]];
      });
    },
    best(entry, { taking, place }) {
      const part = entry.percent === null ? null : times(read(entry.percent), ratio(BigInt(taking.length)));
      const seats = part === null ? entry.seats : Number(divide(part.n, part.d));
      return taking.filter((i) => place.get(i) <= seats).map((i) => [i, read(entry.amount)]);
    },
  };

  const entryLine = (entry, number, state, known) => {
    if (entry.kind === "official") return official[number];
    const line = new Array(count).fill(null);
    const among = again.holds(entry.among, known).map((held) => held === true);
    const when = again.holds(entry.when, known);
    const [least, most] = [bound(entry.least), bound(entry.most)];
    for (const group of groups(entry.across)) {
      const found = placesOf(group, entry.across ? state.overall : state.ranks, among);
      const due = RULES[entry.kind](entry, found, known);
      if (due === null) return null;
      const amounts = due.flatMap(([i, amount]) => {
        if (when[i] !== true || (entry.prorate && entry.prorate[i] === null)) return [];
        const part = entry.prorate ? read(entry.prorate[i]) : ratio(1n);
        if (part.n !== part.d) amount = significant(times(amount, part));
        if (least !== null && compare(amount, least) < 0) amount = least;
        if (most !== null && compare(amount, most) > 0) amount = most;
        return [[i, amount]];
      });
      if (entry.exact) {
        const who = amounts.map(([i]) => i);
        sharedAmong(amounts.map(([, amount]) => amount), who).forEach((cents, at) => (line[who[at]] = cents));
      } else for (const [i, amount] of amounts) line[i] = rounded(amount);
    }
    return line;
  };

  const sumOf = (lines) => everybody.map((i) => lines.reduce((sum, line) => sum + (line[i] ?? 0n), 0n));
  const paidAny = (lines) => everybody.map((i) => lines.some((line) => line[i] !== null));

  const cuts = (variable, fired) => {
    let left = sumOf(variable);
    const lines = [];
    model.gates.forEach((gate, g) => {
      if (gate.then?.[0] !== "pay") return;
      const kept = read(gate.then[1]);
      const line = new Array(count).fill(null);
      left = left.map((units, i) => {
        const rest = divide(units * kept.n, kept.d * unit) * unit;
        if (!fired[g][i] || rest === units) return units;
        line[i] = rest - units;
        return rest;
      });
      lines.push(line);
    });
    return lines;
  };

  const limited = (lines, variable, fired) => {
    const bounds = model.limits;
    if (bounds === null) return { lines: [], over: false };
    const of = bounds.all ? lines : variable;
    const [before, paid] = [sumOf(of), paidAny(of)];
    const out = model.gates.map((gate, g) => (gate.excludes || (gate.then?.[0] === "pay" && read(gate.then[1]).n === 0n) ? fired[g] : []));
    const held = everybody.map((i) => !out.some((who) => who[i]));
    const cents = (text) => (text === null ? null : (read(text).n * MINOR) / read(text).d);
    const [high, low] = [cents(bounds.most), cents(bounds.least)];
    const sums = before.map((units, i) => {
      if (paid[i] && high !== null && units > high) return high;
      return held[i] && low !== null && units < low ? low : units;
    });
    const made = [sums.map((units, i) => units - before[i])];
    const total = sums.reduce((a, b) => a + b, 0n);
    const budget = cents(bounds.budget);
    if (budget === null || total <= budget) return { lines: made, over: false };
    if (!bounds.scale) return { lines: made, over: true };
    const who = everybody.filter((i) => sums[i] > 0n);
    const owed = everybody.reduce((sum, i) => (sums[i] > 0n ? sum : sum + sums[i]), 0n);
    const factor = ratio(budget > owed ? budget - owed : 0n, (total - owed) * MINOR);
    const after = sharedAmong(who.map((i) => times(ratio(sums[i]), factor)), who);
    const cut = new Array(count).fill(0n);
    who.forEach((i, at) => (cut[i] = after[at] - sums[i]));
    return { lines: [...made, cut], over: false };
  };

  // what is held back of each line: a part of what gates leave of it, as far as the sums stay above the least
  const held = (entries, taken, bounded, fired) => {
    const after = [...taken, ...bounded];
    const least = (all) => (model.limits?.least && model.limits.all === all ? (read(model.limits.least).n * MINOR) / read(model.limits.least).d : 0n);
    const [all, variable] = [entries, entries.filter((_, number) => model.pay[number].variable)].map((lines, of) =>
      sumOf([...lines, ...after]).map((units) => units - least(of === 0)));
    return model.pay.flatMap((entry, number) => {
      if (!entry.hold) return [];
      const part = read(entry.hold);
      return [everybody.map((i) => {
        let [n, d] = [(entries[number][i] ?? 0n) * part.n, part.d];
        if (n <= 0n) return null;
        if (entry.variable) {
          model.gates.forEach((gate, g) => {
            if (gate.then?.[0] !== "pay" || !fired[g][i]) return;
            const kept = read(gate.then[1]);
            [n, d] = [n * kept.n, d * kept.d];
          });
        }
        let back = divide(n, d * unit) * unit;
        for (const room of entry.variable ? [all, variable] : [all]) if (room[i] < back) back = room[i];
        if (back <= 0n) return null;
        all[i] -= back;
        if (entry.variable) variable[i] -= back;
        return -back;
      })];
    });
  };

  // the sum of each agent's lines; `over` where the budget forbids it; null where a ladder is too short
  return (state) => {
    const known = {
      score: state.scores.map(again.inUnits(data.digits.score)),
      rank: state.ranks.map((rank) => (rank === null ? null : ratio(BigInt(rank)))),
    };
    const entries = model.pay.map((entry, number) => entryLine(entry, number, state, known));
    if (entries.includes(null)) return null;
    const variable = entries.filter((_, number) => model.pay[number].variable);
    const taken = cuts(variable, state.fired);
    const { lines: bounded, over: tooMuch } = limited([...entries, ...taken], [...variable, ...taken], state.fired);
    const others = official.filter((_, number) => number >= entries.length && !["gate", "limits", "draw", "hold"].includes(data.lines[number].rule));
    const back = held(entries, taken, bounded, state.fired);
    return { sums: sumOf([...entries, ...taken, ...bounded, ...back, ...others]), lines: entries, over: tooMuch };
  };
};
