// What the stories share: the installation, the browser, and people who have something to do.
import assert from 'node:assert/strict';
import { Browser, desk } from './browser.mjs';
import { forMails, problemsOf } from './checks.mjs';
import { loadDemo } from './demo.mjs';
import { Installation } from './installation.mjs';
import { linksOf } from './smtp_server.mjs';
import { library, peopleOf } from './staff_list.mjs';
import { Weights } from './weights.mjs';

// Of a page without pictures, in bytes.
const most = 40 << 10;

export const lessonLink = /\/l\/[0-9a-z-]+$/;
export const signInLink = /\/sign-in\/[^/]+$/;

export class World {
  static async start() {
    const world = new World();
    try {
      world.installation = await Installation.start();
      await loadDemo(world.installation);
      world.browser = await Browser.launch(world.installation.url);
      world.weights = new Weights();
      world.people = peopleOf(library);
      world.examined = new Set();
      world.sessions = new Map();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async stop() {
    await this.browser?.close();
    await this.installation?.stop();
  }

  // The same world with windows of its own, and an account of what is wrong in them.
  forOneStory() {
    const own = Object.create(this);
    own.browser = this.browser.another();
    own.found = [];
    return own;
  }

  // Ends a story: what was wrong with the pages it has seen.
  async end() {
    return [...this.found, ...(await this.browser.end())];
  }

  // Somebody who has lessons to do and nobody has played yet: { name, email, link }.
  async nextLearner() {
    const person = this.people.shift();
    const mail = await this.installation.smtp.mailWith(person.email, lessonLink);
    return { ...person, mail, link: linksOf(mail).find((url) => lessonLink.test(url)) };
  }

  // Looks at the page as it stands, once for each name and language.
  async examine(page, name) {
    const key = `${name} ${await page.evaluate(() => document.documentElement.lang)}`;
    if (this.examined.has(key)) return;
    this.examined.add(key);
    this.found.push(...(await problemsOf(page, name)));
  }

  async examineMail(mail, name) {
    if (this.examined.has(`mail ${name}`)) return;
    this.examined.add(`mail ${name}`);
    const context = await this.browser.chromium.newContext();
    const page = await context.newPage();
    await page.setContent(mail.html);
    // The browser's own background, which axe takes for white in the dark too.
    await page.evaluate(() => (document.documentElement.style.backgroundColor = 'Canvas'));
    this.found.push(...(await problemsOf(page, `mail-${name}`, { tags: forMails })));
    await context.close();
  }

  // That the page at this address is light, and there at once; once for each name.
  async weigh(name, address, visitor) {
    if (this.weights.rows.some((row) => row.name === name)) return;
    const storageState = await visitor.context.storageState();
    const row = await this.weights.weigh(name, address, await this.browser.visitor({ storageState }));
    assert.deepEqual(row.blocking, [], `${name} waits for something before it is shown`);
    if (!row.pictures) assert.ok(row.all <= most, `${name} is of ${row.all} bytes`);
  }

  // A page of somebody who is signed in: at the first time they do so as people do, afterwards with the same cookie, for another link
  // would be sent only an hour later.
  async signedIn(email) {
    const storageState = this.sessions.get(email);
    const visitor = await this.browser.visitor({ viewport: desk, storageState });
    const page = await visitor.newPage();
    if (storageState) await page.goto(`${this.installation.url}/sign-in`);
    else await signIn(this, page, email);
    await page.waitForURL(/\/(manage|coordinate)/);
    this.sessions.set(email, await visitor.context.storageState());
    return { visitor, page };
  }
}

// Asks for a link, opens the mail, presses the button.
async function signIn(world, page, email) {
  await page.goto(`${world.installation.url}/sign-in`);
  await page.fill('input[name=email]', email);
  await page.click('form[action="/sign-in"] button');
  const mail = await world.installation.smtp.mailWith(email, signInLink);
  await world.examineMail(mail, 'sign-in');
  await page.goto(linksOf(mail).find((url) => signInLink.test(url)));
  await world.examine(page, 'sign-in-confirm');
  await page.click('form[action^="/sign-in/"] button');
}
