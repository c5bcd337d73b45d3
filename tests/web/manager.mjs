// What managers see and do.
import assert from 'node:assert/strict';
import { byMouse, change, doLesson } from './support/lesson.mjs';
import { linksOf } from './support/smtp_server.mjs';
import { lessonLink } from './support/world.mjs';
import { library, manager, peopleOf, youth, youthManager } from './support/staff_list.mjs';

const auditor = 'revisor@alvnas.example';

const setLanguage = (page, language) => change(page, () => page.click(`button[name=language][value=${language}]`));

async function examineManagersPages(world, page, visitor) {
  const { url } = world.installation;
  for (const [path, name] of [
    ['/manage', 'manage'],
    [`/manage/units/${library}`, 'manage-unit'],
    [`/manage/units/${library}/late`, 'manage-late'],
    ['/manage/units/1001', 'manage-not-mine'],
  ]) {
    await page.goto(url + path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await world.examine(page, name);
    await world.weigh(name, page.url(), visitor);
  }
}

async function remind(page, person) {
  await page.click('section.unit a[href$="/late"]');
  await page.locator('tr', { hasText: person.name }).first().locator('input[type=checkbox]').check();
  await change(page, () => page.click('button[value=chosen]'));
}

async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(link)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export const stories = {
  "a manager's pages can be used by everybody": async (world) => {
    const { visitor, page } = await world.signedIn(manager);
    await examineManagersPages(world, page, visitor);
    await page.goto(`${world.installation.url}/manage`);
    await setLanguage(page, 'en');
    await examineManagersPages(world, page, visitor);
    await page.goto(`${world.installation.url}/manage`);
    await setLanguage(page, 'sv');
  },

  'a manager reminds somebody who is late, and downloads who is': async (world) => {
    const { smtp, url } = world.installation;
    const [learner] = peopleOf(youth);
    assert.equal(smtp.mailsTo(learner.email).length, 0);
    const { page } = await world.signedIn(youthManager);
    await remind(page, learner);
    await world.examine(page, 'manage-reminded');
    const mail = await smtp.mailWith(learner.email, lessonLink);
    await world.examineMail(mail, 'reminder');

    // Not twice on one day.
    await page.goto(`${url}/manage`);
    await remind(page, learner);
    await world.examine(page, 'manage-reminded-before');

    const other = await (await world.browser.visitor()).newPage();
    await other.goto(linksOf(mail).find((link) => lessonLink.test(link)));
    await doLesson(other, byMouse, { errs: false });
    await page.goto(`${url}/manage/units/${youth}/late`);
    assert.equal(await page.locator('tr', { hasText: learner.name }).count(), 0, 'is late in spite of it');
    const text = await downloaded(page, 'a[href*="late.csv"]');
    assert.ok(!text.includes(learner.name) && text.split('\n').length > 10, text);
    assert.equal(smtp.mailsTo(learner.email).length, 1);
  },

  'who has signed out, or never signed in, sees nothing': async (world) => {
    const { url } = world.installation;
    await world.installation.nanolearn(['grants', 'create', '--email', auditor, '--role', 'auditor']);
    const { visitor, page } = await world.signedIn(auditor);
    const [cookie] = await visitor.context.cookies();
    assert.ok(cookie.httpOnly && cookie.sameSite !== 'None', JSON.stringify(cookie));
    await page.click('form[action="/sign-out"] button');
    await page.waitForURL(/sign-in/);
    await page.goBack();
    assert.equal(await page.locator('main section').count(), 0, 'Back shows what was there');
    await visitor.context.addCookies([cookie]);
    await page.goto(`${url}/manage`);
    assert.match(page.url(), /sign-in/, 'the cookie is still good');
    const stranger = await (await world.browser.visitor()).newPage();
    await stranger.goto(`${url}/coordinate`);
    assert.match(stranger.url(), /sign-in/);
  },
};
