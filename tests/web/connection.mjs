// Between browser and server: a proxy with pages of its own, a connection that hangs, a server that fails each time.
import assert from 'node:assert/strict';
import { openLesson, toQuestion } from './lessons.mjs';
import { buttons, byMouse, doLesson, radios, rightAnswer } from './support/lesson.mjs';
import { waitFor } from './support/wait.mjs';

const saying = '[role=status].saying';

// Pages of others, with the headers that any page here must have.
const html = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

// A question of a lesson is answered, while what is sent meets `reply` instead of the server.
async function answerInto(world, reply) {
  const { learner, visitor, page } = await openLesson(world);
  await doLesson(page, byMouse, toQuestion);
  await page.check(`${radios}[value="${await rightAnswer(page)}"]`);
  visitor.expectsTrouble = true;
  await page.route('**/answer', reply);
  const address = page.url();
  await page.click(buttons.answer);
  return { learner, visitor, page, address };
}

async function arrives(world, { learner, visitor, page }) {
  await page.unroute('**/answer');
  visitor.expectsTrouble = false;
  await page.locator(`${saying} button`).first().click();
  await waitFor('the answer to arrive', async () => (await page.locator('main .notice.good').count()) > 0);
  const { questions } = await world.installation.database.lessonBehind(learner.link);
  assert.match(questions, /^1\./, `tries and answers: ${questions}`);
}

export const stories = {
  'an answer that a proxy replies to in place of the server is not lost': async (world) => {
    const body = '<!DOCTYPE html><title>Blocked</title><main>Request blocked</main>';
    const told = await answerInto(world, (route) => route.fulfill({ status: 403, headers: html, body }));
    const { page, address } = told;
    await page.locator(saying).waitFor();
    assert.equal(page.url(), address);
    assert.ok(await page.evaluate(() => sessionStorage.length > 0), 'the answer is not kept');
    assert.equal(await page.getByText('Request blocked').count(), 0);
    await arrives(world, told);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },

  'a connection that hangs says so and is given up': async (world) => {
    const told = await answerInto(world, () => {});
    const { page } = told;
    await page.getByText('Skickar …').waitFor();
    await page.locator(`${saying} button`).waitFor();
    await arrives(world, told);
  },

  'a server that fails each time lets the learner go on without the answer': async (world) => {
    const body = '<!DOCTYPE html><title>500</title><body data-page="nanolearn"><main id="main"><h1>500</h1></main>';
    const { page } = await answerInto(world, (route) => route.fulfill({ status: 500, headers: html, body }));
    await page.getByText('Något gick fel på servern.').waitFor();
    const drop = page.getByRole('button', { name: 'Fortsätt utan det' });
    await drop.waitFor();
    await world.examine(page, 'server-fails');
    await drop.click();
    await page.waitForLoadState();
    assert.equal(await page.locator(saying).count(), 0);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.equal(await page.locator(buttons.answer).count(), 1, 'the question is there again');
  },
};
