// What a page does beyond what it shows: suggestions, the slider, points of charts, progress.
// Every page works without this file.
"use strict";

// names as people type them, in the browser's own list
function suggest(input, place) {
  const list = document.createElement("datalist");
  list.id = `names-${place}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = input.value.trim();
    if (!typed) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`/api/v1/actors?q=${encodeURIComponent(typed)}&limit=8`);
      if (!answer.ok) return;
      const { actors } = await answer.json();
      list.replaceChildren(...actors.map((one) => {
        const option = document.createElement("option");
        option.value = one.years ? one.key : one.name;
        option.label = one.years ? `${one.name}, ${one.years}` : one.key;
        return option;
      }));
    }, 120);
  });
}
document.querySelectorAll("input[data-suggest]").forEach(suggest);

// the slider writes into the field beside it, and shows the view when it is let go
document.querySelectorAll("input[data-slider]").forEach((slider) => {
  const field = document.getElementById(slider.dataset.slider);
  slider.hidden = false;
  slider.addEventListener("input", () => { field.value = slider.value; });
  slider.addEventListener("change", () => { slider.form.requestSubmit(); });
});

// a chart becomes part of the page, so that its points can be read by pointer and by key
async function enliven(image) {
  const chosen = [...image.closest("picture").querySelectorAll("source")].find((one) => matchMedia(one.media).matches);
  const address = chosen ? chosen.srcset : image.src;
  const answer = await fetch(address);
  if (!answer.ok) return;
  // the page has the fonts already, and takes no style that is written into it
  const text = (await answer.text()).replace(/<style>[^]*?<\/style>/g, "");
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const drawing = parsed.documentElement;
  if (drawing.nodeName !== "svg") return;
  drawing.querySelectorAll("script").forEach((one) => one.remove());
  const holder = image.closest("[data-chart]");
  image.closest("picture").replaceWith(document.importNode(drawing, true));
  walk(holder);
}

function walk(holder) {
  const drawing = [...holder.querySelectorAll("svg")].find((one) => one.getClientRects().length);
  if (!drawing || holder.dataset.walks) return;
  const points = [...drawing.querySelectorAll("circle.pt, [aria-label]")].filter((one) => one.querySelector("title"));
  if (!points.length) return;
  holder.dataset.walks = "yes";
  const reading = document.createElement("p");
  reading.className = "reading";
  reading.setAttribute("aria-live", "polite");
  holder.after(reading);
  holder.tabIndex = 0;
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-description", "Arrow keys read the points one by one");
  let place = -1;
  const show = (next) => {
    if (place >= 0) points[place].classList.remove("point");
    place = (next + points.length) % points.length;
    points[place].classList.add("point");
    reading.textContent = points[place].querySelector("title").textContent;
  };
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(points.length - 1);
    else if (step) show(place < 0 ? (step > 0 ? 0 : -1) : place + step);
    else return;
    event.preventDefault();
  });
  drawing.addEventListener("pointerover", (event) => {
    const at = points.indexOf(event.target.closest("circle.pt, [aria-label]"));
    if (at >= 0) show(at);
  });
}
document.querySelectorAll("[data-chart]").forEach(walk);
const seen = new IntersectionObserver((entries) => entries.forEach((one) => {
  if (!one.isIntersecting) return;
  seen.unobserve(one.target);
  enliven(one.target);
}), { rootMargin: "400px" });
document.querySelectorAll("img[data-live]").forEach((image) => seen.observe(image));

// a job tells how far it is; where it has ended its page is shown
document.querySelectorAll("[data-events]").forEach((board) => {
  const events = new EventSource(board.dataset.events);
  const bar = board.querySelector("progress");
  const line = board.querySelector("[data-line]");
  const steps = board.querySelector("[data-steps]");
  events.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    const last = job.steps[job.steps.length - 1] || "";
    line.textContent = job.status === "waiting" ? `Waiting, place ${job.place} in the line` : last || "Working";
    if (job.part === null) bar.removeAttribute("value"); else bar.value = job.part;
    steps.replaceChildren(...job.steps.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
    if (["done", "failed", "cancelled"].includes(job.status)) {
      events.close();
      location.reload();
    }
  });
});
