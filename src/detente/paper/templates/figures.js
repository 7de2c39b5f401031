"use strict";
// Without this script the page is whole: it only opens figures in place and reads points aloud.
(() => {
  const opened = JSON.parse(document.getElementById("opened").textContent);
  const root = document.documentElement;
  root.classList.add("js");

  // a figure opens its value, cells, sources, method and track record
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "opened-title");
  document.body.append(dialog);
  let from = null;

  const element = (name, text, parts = []) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...parts);
    return made;
  };

  const term = (name, values) => {
    const given = (Array.isArray(values) ? values : [values]).filter(Boolean);
    if (!given.length) return [];
    const list = given.map((one) => element("li", one));
    const said = given.length > 1 ? element("dd", "", [element("ul", "", list)]) : element("dd", given[0]);
    return [element("dt", name), said];
  };

  const fill = (figure, entry) => {
    const close = element("button", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => dialog.close());
    const title = element("h2", figure.textContent);
    title.id = "opened-title";
    const parts = [
      ...term("Value", entry.exact),
      ...term("Cells", entry.cells),
      ...term("Sources", entry.sources),
      ...term("Method", entry.method),
      ...term("Track record", entry.record),
      ...term("Where it fails", entry.fails),
    ];
    dialog.replaceChildren(title, close, element("dl", "", parts));
    if (entry.note) {
      const link = element("a", `Note ${entry.note}`);
      link.href = `#note-${entry.note}`;
      link.addEventListener("click", () => { from = null; dialog.close(); });
      dialog.append(element("p", "", [link]));
    }
  };

  const open = (figure) => {
    // one name has two values where the paper looks at it twice: the printed form decides
    const entries = opened[figure.dataset.fig];
    const text = figure.textContent;
    const entry = entries.find((one) => one.texts.includes(text)) || entries[0];
    from = figure;
    fill(figure, entry);
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  dialog.addEventListener("close", () => { if (from) from.focus(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  for (const figure of document.querySelectorAll("[data-fig]")) {
    if (!opened[figure.dataset.fig]) continue;
    figure.setAttribute("role", "button");
    figure.setAttribute("aria-haspopup", "dialog");
    figure.tabIndex = 0;
    figure.addEventListener("click", () => open(figure));
    figure.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(figure);
    });
  }

  // the points of a picture: one stop of the tabulator, arrows from point to point, words below
  const NEAR = 28;
  const words = (point) => point.querySelector("title").textContent;

  const answer = (picture) => {
    const titles = [...picture.querySelectorAll("title")];
    const points = titles.map((one) => one.parentNode).filter((one) => !one.closest("[aria-hidden=true]") && one.tagName !== "svg");
    if (!points.length) return;
    const figure = picture.closest("figure");
    const read = figure.querySelector(".read");
    const idle = "Point at the picture, or move with the arrow keys, to read its values.";
    read.textContent = idle;
    picture.setAttribute("role", "group");
    const rows = [];
    for (const point of points) {
      point.setAttribute("role", "img");
      point.setAttribute("aria-label", words(point));
      point.tabIndex = -1;
      const last = rows[rows.length - 1];
      if (last && last[0].parentNode === point.parentNode) last.push(point);
      else rows.push([point]);
    }
    points[0].tabIndex = 0;
    let near = null;
    const show = (point) => {
      if (near) near.classList.remove("near");
      near = point;
      if (near) near.classList.add("near");
      read.textContent = point ? words(point) : idle;
    };
    const go = (point) => {
      for (const one of points) one.tabIndex = -1;
      point.tabIndex = 0;
      point.focus();
    };
    const where = (point) => {
      const row = rows.findIndex((one) => one.includes(point));
      return [row, rows[row].indexOf(point)];
    };
    picture.addEventListener("focusin", (event) => { if (points.includes(event.target)) show(event.target); });
    picture.addEventListener("focusout", () => show(null));
    picture.addEventListener("keydown", (event) => {
      if (!points.includes(event.target)) return;
      const [row, place] = where(event.target);
      const flat = points.indexOf(event.target);
      const beside = (one) => one && one[Math.min(place, one.length - 1)];
      const next = {
        ArrowRight: points[flat + 1],
        ArrowLeft: points[flat - 1],
        ArrowDown: beside(rows[row + 1]),
        ArrowUp: beside(rows[row - 1]),
        Home: rows[row][0],
        End: rows[row][rows[row].length - 1],
      }[event.key];
      if (!next) return;
      event.preventDefault();
      go(next);
    });
    // what has the focus is read again once the pointer is gone
    const focused = () => (points.includes(document.activeElement) ? document.activeElement : null);
    let boxes = [];
    let last = "";
    picture.addEventListener("pointerenter", () => {
      boxes = points.map((one) => one.getBoundingClientRect());
    });
    const follow = (event) => {
      const place = `${event.clientX},${event.clientY}`;
      if (event.type === "pointermove" && place === last) return; // the page moved, not the pointer
      last = place;
      if (!boxes.length) boxes = points.map((one) => one.getBoundingClientRect());
      let best = null;
      let least = NEAR;
      boxes.forEach((box, order) => {
        const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
        const along = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
        // inside several shapes the one whose middle is nearest answers
        const middle = Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
        const far = Math.hypot(across, along) + middle / 1000;
        if (far < least) { least = far; best = points[order]; }
      });
      show(best || focused());
    };
    picture.addEventListener("pointermove", follow);
    picture.addEventListener("pointerdown", follow);
    picture.addEventListener("pointerleave", () => { boxes = []; show(focused()); });
  };
  for (const picture of document.querySelectorAll(".picture")) answer(picture);
})();
