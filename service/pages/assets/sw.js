// When a page cannot be fetched, a friendly one instead that tries again. Keeps nothing and touches nothing else.
"use strict";

const page = (swedish, english) => `<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Servern svarar inte – The server does not answer</title>
<style>:root{color-scheme:light dark}body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem 1rem}h1{font-size:1.4rem;line-height:1.2}a{display:inline-block;padding:.7rem 1.25rem;border:2px solid;border-radius:6px;font-weight:600;color:inherit}</style>
</head>
<body>
<main>
<h1>Servern svarar inte just nu</h1>
<p>${swedish}Sidan försöker igen av sig själv.</p>
<p><a href="">Försök nu</a></p>
<div lang="en">
<h2>The server does not answer right now</h2>
<p>${english}The page tries again by itself.</p>
<p><a href="">Try now</a></p>
</div>
</main>
<script>
setInterval(() => fetch(location.href, {method: "HEAD", cache: "no-store"}).then((r) => r.status < 500 && location.reload(), () => {}), 5000);
</script>
</body>
</html>`;

// Only lessons have answers.
const pageFor = (path) =>
  path.startsWith("/l/") ? page("Det du har svarat är kvar. ", "Your answers are kept. ") : page("", "");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith(
    fetch(event.request).catch(
      () =>
        new Response(pageFor(new URL(event.request.url).pathname), {
          status: 503,
          headers: {"Content-Type": "text/html; charset=utf-8"},
        }),
    ),
  );
});
