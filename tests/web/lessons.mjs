// Lessons as they go in the world: without scripts, interrupted, pressed twice.
import assert from 'node:assert/strict';
import { answer, buttons, byMouse, change, doLesson, openNext, radios, stateOf, wrongAnswer } from './support/lesson.mjs';

export const toQuestion = { until: (state) => state === 'answer', errs: false };

export async function openLesson(world, options) {
  const learner = await world.nextLearner();
  const visitor = await world.browser.visitor(options);
  const page = await visitor.newPage();
  await page.goto(learner.link);
  return { learner, visitor, page };
}

const lessonBehind = (world, learner) => world.installation.database.lessonBehind(learner.link);

// Through all lessons of a learner; everything that is seen on the way is looked at.
async function examineLessons(world, language) {
  const { learner, visitor, page } = await openLesson(world);
  if (language !== 'sv') await change(page, () => page.click(`button[name=language][value=${language}]`));
  assert.equal(await page.getAttribute('html', 'lang'), language);
  for (let lesson = 1; lesson <= 10; ++lesson) {
    const kind = (await page.locator('h1').textContent()).includes('script') ? 'signs' : 'lesson';
    await doLesson(page, byMouse, {
      async seen(state) {
        if (kind === 'signs' && !['card', 'question', 'wrong'].includes(state)) return;
        await world.examine(page, `${kind}-${state}`);
        if (language === 'sv' && lesson === 1) await world.weigh(`lesson: ${state}`, page.url(), visitor);
      },
    });
    if ((await page.locator(openNext).count()) === 0) break;
    if (lesson === 1) await examineMine(world, page, visitor);
    await byMouse.press(page, openNext);
  }
  await world.examine(page, 'lesson-last-result');
}

async function examineMine(world, page, visitor) {
  const result = page.url();
  await page.goto(`${result}?step=1`);
  await world.examine(page, 'lesson-again');
  await page.goto(`${result}/mine`);
  await world.examine(page, 'lessons-mine');
  await world.weigh('my lessons', page.url(), visitor);
  await page.goto(result);
}

async function pressTwice(world, options) {
  const { learner, page } = await openLesson(world, options);
  await change(page, () => page.dblclick(buttons.start));
  await doLesson(page, byMouse, toQuestion);
  await byMouse.choose(page, await wrongAnswer(page));
  await change(page, () => page.dblclick(buttons.answer));
  await page.reload();
  const { questions } = await lessonBehind(world, learner);
  assert.match(questions, /^1\./, `tries and answers: ${questions}`);
  await doLesson(page, byMouse, { errs: false, until: (state) => state === 'done' });
  await change(page, () => page.dblclick(buttons.done));
  assert.equal(await stateOf(page), 'result');
  assert.equal((await lessonBehind(world, learner)).completions, 1);
}

export const stories = {
  'everything of a lesson can be used by everybody, in Swedish': (world) => examineLessons(world, 'sv'),

  'everything of a lesson can be used by everybody, in English': (world) => examineLessons(world, 'en'),

  'a lesson is done without scripts': async (world) => {
    const { learner, page } = await openLesson(world, { scripts: false });
    await doLesson(page, byMouse);
    assert.equal((await lessonBehind(world, learner)).completions, 1);
  },

  'a question that is sent without an answer asks for one': async (world) => {
    const { page } = await openLesson(world, { scripts: false });
    await doLesson(page, byMouse, toQuestion);
    await page.locator(radios).evaluateAll((all) => all.forEach((radio) => radio.removeAttribute('required')));
    await byMouse.press(page, buttons.answer);
    assert.equal(await page.locator('[role=alert]').count(), 1);
  },

  'an interrupted lesson goes on in another browser': async (world) => {
    const { learner, visitor, page } = await openLesson(world);
    await doLesson(page, byMouse, toQuestion);
    await answer(page, byMouse, await wrongAnswer(page));
    const question = await page.locator('h1').textContent();
    await visitor.close();

    const other = await (await world.browser.visitor()).newPage();
    await other.goto(learner.link);
    if ((await stateOf(other)) === 'start') await byMouse.press(other, buttons.start);
    assert.equal(await other.locator('h1').textContent(), question);
    assert.equal(await other.locator('.notice.bad').count(), 1, 'the answer is forgotten');
    await doLesson(other, byMouse, { errs: false });
    assert.equal(await stateOf(other), 'result');
  },

  'pressing twice counts once': (world) => pressTwice(world, { scripts: true }),

  'pressing twice counts once, without scripts': (world) => pressTwice(world, { scripts: false }),
};
