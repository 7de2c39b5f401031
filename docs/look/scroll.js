/* What is wider than its place is reached by the keyboard: tables, code, and what a notebook shows. */
(function () {
  "use strict";
  const wide = ".md-typeset__scrollwrap, .md-typeset pre > code, .shown";
  let waiting = 0;

  function mark() {
    waiting = 0;
    const found = Array.from(document.querySelectorAll(wide));
    // all are measured before one is changed: the page is laid out once
    const over = found.map((one) => one.scrollWidth > one.clientWidth);
    found.forEach((one, place) => {
      if (over[place]) {
        one.tabIndex = 0;
      } else {
        one.removeAttribute("tabindex");
      }
    });
  }

  function soon() {
    waiting = waiting || requestAnimationFrame(mark);
  }

  // the theme wraps tables when it has started
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", soon);
  soon();
})();
