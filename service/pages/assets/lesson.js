// Makes lessons better, and is never needed: forms are sent in the background, an answer waits on the device while the server cannot be
// reached, and a screen that others use too forgets by itself. The forms can be sent twice: the server counts them once.
"use strict";
(() => {
  const SLOW_MS = 1000, GIVE_UP_MS = 15000, FAILURES = 3;
  const IDLE_SECONDS = 90, WARN_SECONDS = 30, STAY_SECONDS = 60;
  const words = () => document.body.dataset;
  const isScreen = () => words().screen === "yes";

  // Said to those who listen, and shown above the page. It is there from the start, so that what changes in it is heard.
  const note = document.createElement("div");
  note.setAttribute("role", "status");
  document.querySelector("main").before(note);

  // `buttons`: what each says and does.
  function say(text, ...buttons) {
    note.className = text ? "notice saying" : "";
    note.textContent = text;
    if (buttons.length === 0) return;
    const line = document.createElement("p");
    line.className = "actions";
    for (const [name, action] of buttons) {
      const button = document.createElement("button");
      button.textContent = name;
      button.addEventListener("click", action);
      line.append(button);
    }
    note.append(line);
  }

  // ---- What waits

  let waiting = null, timer = 0, tries = 0, failures = 0;
  let pressed = false;  // something else, while this waits

  // In sessionStorage, one place for each page: what has not reached the server.
  const placeOf = (page) => `nanolearn-waiting ${page}`;

  function keep(sending) {
    waiting = sending;
    if (isScreen()) return;  // others use the device too
    try {
      sessionStorage.setItem(placeOf(sending.page), JSON.stringify(sending));
    } catch { /* storage is full or turned off: the page itself still has it */ }
  }

  function forget() {
    const page = waiting.page;
    waiting = null;
    tries = failures = 0;
    pressed = false;
    clearTimeout(timer);
    try {
      sessionStorage.removeItem(placeOf(page));
    } catch { /* as above */ }
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(placeOf(location.pathname)));
    } catch {
      return null;
    }
  }

  // Without what was sent the page is as the server has it.
  function drop() {
    forget();
    location.reload();
  }

  function retryLater(text) {
    const tryNow = [words().tryNow, () => send(waiting)];
    say(pressed ? `${words().waits} ${text}` : text, tryNow, ...(failures >= FAILURES ? [[words().drop, drop]] : []));
    clearTimeout(timer);
    timer = setTimeout(() => send(waiting), Math.min(2 ** tries++, 30) * 1000);
  }

  // ---- Sending

  let busy = false;

  // Nothing when no page of ours comes back: a proxy between has its own, and says nothing of what was sent.
  async function ask(sending) {
    const limit = new AbortController();
    const slow = setTimeout(() => say(words().sending), SLOW_MS);
    const late = setTimeout(() => limit.abort(), GIVE_UP_MS);
    try {
      const response = await fetch(sending.action, {
        method: "POST",
        headers: {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"},
        body: sending.body,
        signal: limit.signal,
      });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return page.body.dataset.page === "nanolearn" ? {response, page} : null;
    } catch {
      return null;
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
    }
  }

  async function send(sending) {
    if (!sending || busy) return;
    busy = true;
    clearTimeout(timer);
    keep(sending);
    const answer = await ask(sending);
    busy = false;
    const status = answer ? answer.response.status : 0;
    if (status === 500) {
      ++failures;
      return retryLater(words().failing);
    }
    if (!answer || status > 500 || status === 429) return retryLater(words().offline);
    const waited = tries > 0;
    forget();
    show(answer.page, answer.response);
    say(waited ? words().sent : "");
  }

  function show(page, response) {
    // The address of a form that was answered by itself cannot be opened anew.
    if (response.redirected) history.replaceState(null, "", response.url);
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
    if (busy) return;  // a second click
    if (waiting) {
      pressed = true;
      return send(waiting);
    }
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
      say(words().stillThere, [words().stay, touched]);
    }
  }, 1000);
  // A page that the browser has kept for its Back button is not shown again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && isScreen()) location.reload();
  });

  if (!isScreen() && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
})();
