// Makes lessons better, and is never needed: forms are sent in the background, an answer waits on the device while the server cannot be
// reached, and a screen that others use too forgets by itself. The forms can be sent twice: the server counts them once.
"use strict";
(() => {
  const WAITING = "nanolearn-waiting";  // in sessionStorage: what has not reached the server
  const IDLE_SECONDS = 90, WARN_SECONDS = 30, STAY_SECONDS = 60;
  const words = () => document.body.dataset;
  const isScreen = () => words().screen === "yes";

  // Said to those who listen, and shown above the page. It is there from the start, so that what changes in it is heard.
  const note = document.createElement("div");
  note.setAttribute("role", "status");
  document.querySelector("main").before(note);

  function say(text, button, action) {
    note.className = text ? "notice saying" : "";
    note.textContent = text;
    if (!button) return;
    const pressed = document.createElement("button");
    pressed.textContent = button;
    pressed.addEventListener("click", action);
    const line = document.createElement("p");
    line.append(pressed);
    note.append(line);
  }

  // ---- What waits

  let waiting = null, timer = 0, tries = 0;

  function keep(sending) {
    waiting = sending;
    if (isScreen()) return;  // others use the device too
    try {
      if (sending) sessionStorage.setItem(WAITING, JSON.stringify(sending));
      else sessionStorage.removeItem(WAITING);
    } catch { /* storage is full or turned off: the page itself still has it */ }
  }

  function kept() {
    try {
      const sending = JSON.parse(sessionStorage.getItem(WAITING));
      return sending && sending.page === location.pathname ? sending : null;
    } catch {
      return null;
    }
  }

  function retryLater() {
    say(words().offline, words().tryNow, () => send(waiting));
    clearTimeout(timer);
    timer = setTimeout(() => send(waiting), Math.min(2 ** tries++, 30) * 1000);
  }

  // ---- Sending

  let busy = false;

  async function send(sending) {
    if (!sending || busy) return;
    busy = true;
    clearTimeout(timer);
    keep(sending);
    let response = null, html = "";
    try {
      response = await fetch(sending.action, {
        method: "POST",
        headers: {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"},
        body: sending.body,
      });
      html = await response.text();
    } catch {
      response = null;
    }
    busy = false;
    if (!response || response.status >= 500 || response.status === 429) return retryLater();
    const waited = tries > 0;
    tries = 0;
    keep(null);
    show(html, response.url);
    say(waited ? words().sent : "");
  }

  function show(html, url) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector("main")) return location.assign(url);
    history.replaceState(null, "", url);
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    for (const part of ["header.top", "main", "footer.bottom"]) {
      document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
    }
    for (const name of Object.keys(words())) delete words()[name];
    Object.assign(words(), page.body.dataset);
    scrollTo(0, 0);
    const target = document.querySelector("main [data-focus]") || document.querySelector("main h1");
    target.tabIndex = -1;
    target.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-send")) return;
    event.preventDefault();
    if (busy || waiting) return;  // a second click
    const body = new URLSearchParams(new FormData(form, event.submitter)).toString();
    send({action: form.getAttribute("action"), body, page: location.pathname});
  });

  addEventListener("online", () => send(waiting));
  const before = kept();
  if (before) {
    tries = 1;
    send(before);
  }

  // ---- Screens that others use too

  let last = Date.now(), stayed = Date.now(), warned = false, leaving = false;

  function touched() {
    last = Date.now();
    if (warned) say("");
    warned = false;
    if (!isScreen() || last - stayed < STAY_SECONDS * 1000) return;
    stayed = last;
    fetch(location.pathname.replace(/^(\/l\/[^/]+).*/, "$1/stay"), {method: "POST"}).catch(() => {});
  }

  function leave() {
    leaving = true;
    const form = document.querySelector('header.top form[action$="/leave"]');
    document.querySelector("main").hidden = true;
    if (form) form.submit();
    else location.replace("/k");
  }

  for (const kind of ["click", "keydown", "scroll"]) addEventListener(kind, touched, {passive: true});
  // A hand on its way to the button must not make the button go away.
  addEventListener("pointermove", () => warned || touched(), {passive: true});
  setInterval(() => {
    if (!isScreen() || leaving) return;
    const idle = (Date.now() - last) / 1000;
    if (idle > IDLE_SECONDS + WARN_SECONDS) return leave();
    if (idle > IDLE_SECONDS && !warned) {
      warned = true;
      say(words().stillThere, words().stay, touched);
    }
  }, 1000);
  // A page that the browser has kept for its Back button is not shown again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && isScreen()) location.reload();
  });

  if (!isScreen() && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
})();
