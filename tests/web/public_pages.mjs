// Pages for people whom we do not know yet.
import assert from 'node:assert/strict';
import { change } from './support/lesson.mjs';
import { linksOf } from './support/smtp_server.mjs';
import { lessonLink } from './support/world.mjs';

async function examinePublicPages(world, language) {
  const { url } = world.installation;
  const visitor = await world.browser.visitor({ locale: language === 'sv' ? 'sv-SE' : 'en-GB' });
  const page = await visitor.newPage();
  const open = async (path, name) => {
    await page.goto(url + path);
    assert.equal(await page.getAttribute('html', 'lang'), language, path);
    await world.examine(page, name);
    if (language === 'sv') await world.weigh(name, page.url(), visitor);
  };
  await open('/', 'front');
  await page.fill('input[name=code]', 'abc');
  await change(page, () => page.click('main form button'));
  await world.examine(page, 'front-wrong');
  await open('/link', 'link-ask');
  await page.fill('input[name=email]', 'okand@alvnas.example');
  await change(page, () => page.click('main form button'));
  await world.examine(page, 'link-sent');
  await open('/l/aaaa-aaaa-aaaa-aaaa', 'link-gone');
  await open('/accessibility', 'accessibility');
  await open('/sign-in', 'sign-in');
  await page.fill('input[name=email]', 'okand@alvnas.example');
  await change(page, () => page.click('main form button'));
  await world.examine(page, 'sign-in-sent');
  await open('/sign-in/aaaaaaaaaaaaaaaaaaaa', 'sign-in-gone');
  await open('/nowhere', 'not-found');
}

export const stories = {
  'pages for anybody can be used by everybody, in Swedish': (world) => examinePublicPages(world, 'sv'),

  'pages for anybody can be used by everybody, in English': (world) => examinePublicPages(world, 'en'),

  'a code that is typed leads to the lesson': async (world) => {
    const learner = await world.nextLearner();
    const page = await (await world.browser.visitor()).newPage();
    await page.goto(world.installation.url);
    const code = learner.link.split('/').pop();
    await page.fill('input[name=code]', code.replaceAll('-', ' ').toUpperCase());
    await change(page, () => page.click('main form button'));
    assert.equal(page.url().replaceAll('-', ''), learner.link.replaceAll('-', ''));
  },

  'a new link comes by mail, and the page does not tell who exists': async (world) => {
    const learner = await world.nextLearner();
    const page = await (await world.browser.visitor()).newPage();
    const answers = [];
    for (const email of ['finns.inte@alvnas.example', learner.email]) {
      await page.goto(`${world.installation.url}/link`);
      await page.fill('input[name=email]', email);
      await change(page, () => page.click('main form button'));
      answers.push(await page.locator('main').innerHTML());
    }
    assert.equal(answers[0], answers[1]);
    const mail = await world.installation.smtp.mailWith(learner.email, lessonLink, 1);
    await page.goto(linksOf(mail).find((url) => lessonLink.test(url)));
    assert.equal(await page.locator('form[action$="/start"]').count(), 1);
    assert.equal(world.installation.smtp.mailsTo('finns.inte@alvnas.example').length, 0);
  },
};
