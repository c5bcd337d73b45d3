// Doing a lesson, with mouse or keys, with or without scripts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tabTo, tabToAndPress } from './keyboard.mjs';
import { curriculum } from './staff_list.mjs';
import { waitFor } from './wait.mjs';

export const ownModules = new URL('../modules/', import.meta.url).pathname;

export const buttons = {
  start: 'form[action$="/start"] button',
  answer: 'form[action$="/answer"] button',
  next: 'form[action$="/next"] button',
  done: 'form[action$="/complete"] button',
};
// Of the next lesson, on the page with the result and in the list of lessons.
export const openNext = 'form[action$="/open"] button:not(.plain)';
export const radios = 'form[action$="/answer"] input[type=radio]';

// By question, in all languages: which answer is right.
const rightAnswers = new Map();
for (const folder of [curriculum, ownModules]) {
  for (const id of readdirSync(folder)) {
    for (const language of ['sv', 'en']) {
      const parts = readFileSync(join(folder, id, `${language}.md`), 'utf8').split(/^## \? /m).slice(1);
      for (const part of parts) {
        const marks = [...part.matchAll(/^- \[(.)\]/gm)].map((match) => match[1]);
        rightAnswers.set(part.split('\n')[0].replaceAll('\\', '').trim(), marks.indexOf('x'));
      }
    }
  }
}

export async function rightAnswer(page) {
  const question = (await page.locator('h1').textContent()).trim();
  assert.ok(rightAnswers.has(question), `unknown question '${question}'`);
  return rightAnswers.get(question);
}

export const wrongAnswer = async (page) => ((await rightAnswer(page)) === 0 ? 1 : 0);

// What there is to do: start, answer, next, done, or result when there is nothing.
export async function stateOf(page) {
  for (const [state, selector] of Object.entries(buttons)) {
    if ((await page.locator(selector).count()) > 0) return state;
  }
  return 'result';
}

const mainText = (page) => page.evaluate(() => document.querySelector('main')?.innerText ?? '').catch(() => '');

// Does what changes the page, and waits until it is there.
export async function change(page, act) {
  const before = await mainText(page);
  await act();
  await waitFor(`something else than:\n${before}\n`, async () => {
    const now = await mainText(page);
    return now !== '' && now !== before;
  });
  await page.waitForLoadState();
}

export const byMouse = {
  press: (page, selector) => change(page, () => page.click(selector)),
  choose: (page, answer) => page.check(`${radios}[value="${answer}"]`),
};

export const byKeys = {
  press: (page, selector) => change(page, () => tabToAndPress(page, selector)),
  async choose(page, answer) {
    await tabTo(page, radios);
    const at = await page.evaluate(() => Number(document.activeElement.value));
    if (at === answer) await page.keyboard.press('Space');
    for (let i = at; i < answer; ++i) await page.keyboard.press('ArrowDown');
    for (let i = at; i > answer; --i) await page.keyboard.press('ArrowUp');
    assert.ok(await page.isChecked(`${radios}[value="${answer}"]`), `answer ${answer} is not chosen`);
  },
};

export async function answer(page, hand, choice) {
  await hand.choose(page, choice);
  await hand.press(page, buttons.answer);
}

// From wherever the page is until `until`, by default to the end. The first question is answered wrong at first. `seen` is called at each
// state with a name for it.
export async function doLesson(page, hand, { seen = async () => {}, until = () => false, errs = true } = {}) {
  let wrong = errs;
  for (let i = 0; i < 60; ++i) {
    const state = await stateOf(page);
    const given = (await page.locator('.notice.bad').count()) > 0 ? 'wrong' : (await page.locator('.notice.good').count()) > 0 ? 'right' : '';
    await seen(state === 'next' || state === 'done' ? given || (state === 'done' ? 'last' : 'card') : state === 'answer' ? given || 'question' : state);
    if (state === 'result' || (await until(state))) return;
    if (state === 'answer') {
      await answer(page, hand, wrong ? await wrongAnswer(page) : await rightAnswer(page));
      wrong = false;
    } else {
      await hand.press(page, buttons[state]);
    }
  }
  assert.fail('the lesson does not end');
}
