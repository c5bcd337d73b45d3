// The server dies in the middle of a lesson.
import assert from 'node:assert/strict';
import { openLesson, toQuestion } from './lessons.mjs';
import { buttons, byMouse, doLesson, radios, rightAnswer, stateOf } from './support/lesson.mjs';
import { waitFor } from './support/wait.mjs';

export const stories = {
  'a server that is killed loses no answer and nobody gets lost': async (world) => {
    const { learner, visitor, page } = await openLesson(world);
    await doLesson(page, byMouse, toQuestion);
    const right = await rightAnswer(page);
    await byMouse.choose(page, right);

    visitor.expectsTrouble = true;
    await world.installation.killServer();
    await page.click(buttons.answer);
    await page.locator('[role=status].saying').waitFor();
    assert.ok(await page.isChecked(`${radios}[value="${right}"]`), 'the answer is gone');
    await world.examine(page, 'server-away');
    const other = await visitor.newPage();
    await other.goto(learner.link);
    assert.equal(await other.locator('h1').count(), 1, 'no friendly page');
    await world.examine(other, 'server-away-page');

    await world.installation.startServer();
    await waitFor('the answer to arrive', async () => (await page.locator('.notice.good').count()) > 0);
    const { questions } = await world.installation.database.lessonBehind(learner.link);
    assert.match(questions, /^1\./, `tries and answers: ${questions}`);
    visitor.expectsTrouble = false;
    await other.close();
    await doLesson(page, byMouse, { errs: false });
    assert.equal(await stateOf(page), 'result');
  },
};
