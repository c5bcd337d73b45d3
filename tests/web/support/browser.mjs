// Chromium, with an eye on everything that a page asks for and says.
import { chromium } from 'playwright-core';

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

const personal = /^\/(l|k|sign-in|manage|coordinate|preview)\b/;

// What is wrong with the headers of a page.
function headerProblems(path, headers) {
  const policy = headers['content-security-policy'] ?? '';
  const problems = [];
  if (!policy.includes("default-src 'none'")) problems.push(`no strict content security policy: '${policy}'`);
  if (/unsafe-|\*|https?:/.test(policy)) problems.push(`lax content security policy: '${policy}'`);
  if (headers['referrer-policy'] !== 'no-referrer') problems.push('its address may be told to others');
  if (headers['x-content-type-options'] !== 'nosniff') problems.push('its type may be guessed');
  if (personal.test(path) && !/no-store/.test(headers['cache-control'] ?? '')) problems.push('may be kept by others');
  return problems.map((problem) => `${path}: ${problem}`);
}

// Somebody with a browser of their own: no cookie or store is shared with another visitor.
export class Visitor {
  constructor(context, home, friends) {
    this.context = context;
    this.home = new URL(home).origin;
    this.friends = friends;
    this.problems = [];
    // While the server is away, what fails is no problem.
    this.expectsTrouble = false;
    context.on('request', (request) => this.#asked(request));
    context.on('response', (response) => this.#answered(response));
    context.on('requestfailed', (request) => this.#failed(request));
    context.on('console', (message) => this.#said(message));
    context.on('weberror', (error) => this.problems.push(`error of a script: ${error.error()}`));
  }

  #asked(request) {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== this.home && !this.friends.includes(url.origin)) this.problems.push(`asks another server: ${url.href}`);
  }

  #answered(response) {
    const request = response.request();
    const url = new URL(response.url());
    // Those that our script for bad connections makes have no headers of a server.
    if (url.origin !== this.home || response.fromServiceWorker()) return;
    const type = response.headers()['content-type'] ?? '';
    if (type.startsWith('text/html')) this.problems.push(...headerProblems(url.pathname, response.headers()));
    if (response.status() >= 400 && !request.isNavigationRequest() && !this.expectsTrouble)
      this.problems.push(`${request.method()} ${url.pathname}: ${response.status()}`);
  }

  #failed(request) {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it asked for.
    if (!this.expectsTrouble && reason !== 'net::ERR_ABORTED') this.problems.push(`${request.url()}: ${reason}`);
  }

  #said(message) {
    const text = message.text();
    // Answers of 4xx and those that never came are looked at above.
    if (['error', 'warning'].includes(message.type()) && !text.startsWith('Failed to load resource'))
      this.problems.push(`console: ${text}`);
  }

  newPage() {
    return this.context.newPage();
  }

  close() {
    return this.context.close();
  }
}

export class Browser {
  static async launch(home) {
    // As root there is no sandbox.
    const args = process.getuid() === 0 ? ['--no-sandbox'] : [];
    return new Browser(await chromium.launch({ executablePath: process.env.CHROMIUM, args }), home);
  }

  constructor(program, home) {
    this.chromium = program;
    this.home = home;
    this.visitors = [];
  }

  // The same program with visitors of its own.
  another() {
    return new Browser(this.chromium, this.home);
  }

  // `friends`: the origins of other servers that pages may lead to.
  async visitor({ viewport = phone, scripts = true, locale = 'sv-SE', home = this.home, friends = [], ...others } = {}) {
    const context = await this.chromium.newContext({ viewport, javaScriptEnabled: scripts, locale, ...others });
    context.setDefaultTimeout(180_000);
    const visitor = new Visitor(context, home, friends);
    this.visitors.push(visitor);
    return visitor;
  }

  // Closes all windows; returns what was wrong in them.
  async end() {
    await Promise.all(this.visitors.map((visitor) => visitor.close()));
    return this.visitors.flatMap((visitor) => visitor.problems);
  }

  close() {
    return this.chromium.close();
  }
}
