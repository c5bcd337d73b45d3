// A lesson on a screen that others use too.
import assert from 'node:assert/strict';
import { byMouse, doLesson, stateOf } from './support/lesson.mjs';
import { desk } from './support/browser.mjs';

export const stories = {
  'a shared screen forgets at once': async (world) => {
    const { url } = world.installation;
    const learner = await world.nextLearner();
    const phone = await world.browser.visitor();
    const own = await phone.newPage();
    await own.goto(learner.link);
    await byMouse.press(own, 'form[action$="/screen"] button');
    await world.examine(own, 'screen-letters');
    const letters = (await own.locator('.letters').textContent()).trim();

    const kiosk = await world.browser.visitor({ viewport: desk });
    const page = await kiosk.newPage();
    await page.goto(`${url}/k`);
    await world.examine(page, 'screen-type');
    await page.goto(`${url}/k/${letters}`);
    await world.examine(page, 'screen-confirm');
    await page.goto(`${url}/k`);
    await page.fill('input[name=letters]', letters.toLowerCase());
    await byMouse.press(page, 'form[action="/k"] button');
    assert.equal(await stateOf(page), 'start');
    await world.examine(page, 'screen-start');
    await doLesson(page, byMouse);
    const secret = page.url();
    await byMouse.press(page, 'form[action$="/leave"] button');

    // Nothing of the lesson by going back, by its address, by the letters.
    const words = (await own.locator('.who strong').textContent()).trim();
    for (let i = 0; i < 6; ++i) {
      await page.goBack({ timeout: 5000 }).catch(() => null);
      if (page.url() === 'about:blank') break;
      assert.equal(await page.locator('.steps, .notice.good, .who').count(), 0, `Back shows ${page.url()}`);
      assert.ok(!(await page.textContent('body')).includes(` ${words} `));
    }
    const gone = await page.goto(secret);
    assert.equal(gone.status(), 404);
    await page.goto(`${url}/k`);
    await page.fill('input[name=letters]', letters);
    await byMouse.press(page, 'form[action="/k"] button');
    assert.equal(await page.locator('[role=alert]').count(), 1, 'the letters work twice');
    await world.examine(page, 'screen-wrong');
    assert.equal(await stateOf(page), 'result');
    assert.deepEqual(await kiosk.context.cookies(), []);
    await own.goto(learner.link);
    assert.notEqual(await own.locator('.notice.good').count(), 0, 'what was done on the screen is not known on the phone');
  },
};
