"use strict";
// Whole numbers and fractions, exact: what is compared or paid never passes through a binary float.
const Exact = (() => {
  const abs = (n) => (n < 0n ? -n : n);
  const gcd = (a, b) => {
    while (b) [a, b] = [b, a % b];
    return abs(a);
  };
  const lcm = (a, b) => (a / gcd(a, b)) * b;
  const floor = (n, d) => (n < 0n && n % d ? n / d - 1n : n / d);
  // a quotient of whole numbers, halves away from zero; the denominator is positive
  const divide = (n, d) => {
    const size = (abs(n) * 2n + d) / (d * 2n);
    return n < 0n ? -size : size;
  };
  const ratio = (n, d = 1n) => {
    if (d < 0n) [n, d] = [-n, -d];
    const common = gcd(n, d) || 1n;
    return { n: n / common, d: d / common };
  };
  // "3", "-1/3" or "12.50"
  const read = (text) => {
    const [above, below] = text.split("/");
    const [whole, decimals = ""] = above.split(".");
    const n = BigInt(whole + decimals);
    return ratio(n, 10n ** BigInt(decimals.length) * BigInt(below ?? 1));
  };
  const times = (a, b) => ratio(a.n * b.n, a.d * b.d);
  const over = (a, b) => ratio(a.n * b.d, a.d * b.n);
  const plus = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
  const minus = (a, b) => plus(a, { n: -b.n, d: b.d });
  const compare = (a, b) => {
    const difference = a.n * b.d - b.n * a.d;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  };
  // half-up to so many significant digits, as every number that is computed
  const significant = (a, digits = 12) => {
    if (!a.n) return a;
    let power = digits - abs(a.n).toString().length + a.d.toString().length;
    const scaled = (to) => times(a, to < 0 ? { n: 1n, d: 10n ** BigInt(-to) } : { n: 10n ** BigInt(to), d: 1n });
    while (abs(floor(abs(scaled(power).n), scaled(power).d)).toString().length > digits) power -= 1;
    const kept = scaled(power);
    const units = divide(kept.n, kept.d);
    return power < 0 ? ratio(units * 10n ** BigInt(-power)) : ratio(units, 10n ** BigInt(power));
  };
  const text = (units, digits) => {
    const plain = abs(units).toString().padStart(digits + 1, "0");
    const sign = units < 0n ? "-" : "";
    return digits ? `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}` : sign + plain;
  };
  // a whole number in proportion to weights, by largest remainder; equal remainders go to the smaller key
  const share = (total, parts, keys) => {
    const whole = parts.reduce(plus, ratio(0n));
    const quotas = parts.map((part) => over(times(ratio(total), part), whole));
    const floors = quotas.map((quota) => floor(quota.n, quota.d));
    const rest = quotas.map((quota, i) => minus(quota, ratio(floors[i])));
    const order = parts.map((_, i) => i).sort((a, b) => compare(rest[b], rest[a]) || keys[a] - keys[b]);
    let odd = total - floors.reduce((a, b) => a + b, 0n);
    for (const i of order) if (odd-- > 0n) floors[i] += 1n;
    return floors;
  };
  return { abs, gcd, lcm, floor, divide, ratio, read, times, over, plus, minus, compare, significant, text, share };
})();
