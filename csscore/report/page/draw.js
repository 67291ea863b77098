// Pictures and other elements: every text goes in as text, never as markup.
const Draw = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return element;
  };
  const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  // bars of how many scores fall between round numbers; `others` is drawn as an outline over them
  const histogram = (scores, others, say) => {
    const all = [...scores, ...(others ?? [])];
    if (!all.length) return null;
    const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => (high - low) / one <= 14) ?? (high - low) / 14;
    const start = Math.floor(low / step + 1e-9);
    const bins = Math.max(Math.floor(high / step + 1e-9) - start + 1, 1);
    const counts = (values) => {
      const found = new Array(bins).fill(0);
      for (const value of values) found[Math.floor(value / step + 1e-9) - start] += 1;
      return found;
    };
    const one = counts(scores);
    const two = others && counts(others);
    const most = Math.max(...one, ...(two ?? []));
    const [width, height, left, base] = [420, 210, 26, 186];
    const wide = (width - left) / bins;
    const tall = (count) => ((base - 14) * count) / most;
    const edge = (bin) => Number(((start + bin) * step).toFixed(6)).toString();
    const every = Math.ceil(bins / 8);
    const box = (count, bin, name) =>
      s("rect", { class: name, x: left + bin * wide + 1, y: base - tall(count), width: Math.max(wide - 2, 1), height: tall(count) },
        s("title", {}, say(edge(bin), edge(bin + 1), count)));
    return s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" },
      s("title", {}, say.title),
      s("text", { x: 0, y: base - tall(most) + 4 }, String(most)),
      s("line", { class: "axis", x1: left, x2: width, y1: base, y2: base }),
      one.map((count, bin) => box(count, bin, "bar")),
      two && two.map((count, bin) => box(count, bin, "ghost")),
      one.map((_, bin) => (bin % every ? null : s("text", { x: left + bin * wide, y: height - 8, "text-anchor": "middle" }, edge(bin)))),
    );
  };

  // one bar of parts that lie end to end; parts below zero are left out of the bar
  const stacked = (parts, whole, label) => {
    let at = 0;
    const boxes = parts.map(({ size, colour, title }) => {
      const width = (Math.max(size, 0) / whole) * 100;
      const box = s("rect", { class: `c${colour}`, x: at, y: 0, width, height: 12 }, s("title", {}, title));
      at += width;
      return box;
    });
    return s("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", role: "img", "aria-label": label }, boxes);
  };
  return { h, s, histogram, stacked };
})();
