// From the mail to the manager's page.
import assert from 'node:assert/strict';
import { focusedPlace } from './support/keyboard.mjs';
import { byKeys, doLesson, openNext, stateOf } from './support/lesson.mjs';
import { library, manager, nameWithMarkup } from './support/staff_list.mjs';
import { waitFor } from './support/wait.mjs';

// How many of the library have done everything, as the manager's page has it.
async function doneOn(page) {
  await page.reload();
  return Number((await page.locator('section.unit .sentence').first().textContent()).match(/\d+/)[0]);
}

// Lesson after lesson. After each step the focus is where there is something new.
async function doAllByKeys(page) {
  let last = '';
  for (let lesson = 0; lesson < 10; ++lesson) {
    await doLesson(page, byKeys, {
      async seen(state) {
        if (last !== '') assert.notEqual(await focusedPlace(page), '', `after '${last}' the focus is nowhere`);
        last = state;
      },
    });
    if ((await page.locator(openNext).count()) === 0) return;
    await byKeys.press(page, openNext);
    assert.equal(await stateOf(page), 'start');
  }
}

export const stories = {
  'a mail leads to lessons that are done by keyboard alone, and the manager sees it': async (world) => {
    const { page: managersPage } = await world.signedIn(manager);
    const before = await doneOn(managersPage);

    const learner = await world.nextLearner();
    assert.match(learner.mail.subject, /Älvnäs/);
    await world.examineMail(learner.mail, 'invitation');
    const visitor = await world.browser.visitor();
    const page = await visitor.newPage();
    await page.goto(learner.link);
    assert.ok(!(await page.textContent('body')).includes(learner.name), 'the page tells a name');

    await doAllByKeys(page);
    await byKeys.press(page, 'a[href$="/mine"]');
    assert.equal(await page.locator(openNext).count(), 0, 'a lesson is left');

    await waitFor("the manager's page to show it", async () => (await doneOn(managersPage)) === before + 1);
    assert.ok((await managersPage.content()).includes(nameWithMarkup.replaceAll('<', '&lt;').slice(0, 7)));
    const [row] = await world.installation.json(['compliance', 'show', '--unit', library]);
    assert.equal(row.completed, before + 1, 'the command line has another figure');
  },
};
