// The pages in a real browser: one installation, one browser, story after story. Run by tests/web/run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from './support/world.mjs';
import { stories as coordinator } from './coordinator.mjs';
import { stories as crawler } from './crawler.mjs';
import { stories as lessons } from './lessons.mjs';
import { stories as manager } from './manager.mjs';
import { stories as preview } from './preview.mjs';
import { stories as publicPages } from './public_pages.mjs';
import { stories as reports } from './reports.mjs';
import { stories as sharedScreen } from './shared_screen.mjs';
import { stories as story } from './story.mjs';

const world = await World.start();
const all = { ...reports, ...story, ...lessons, ...sharedScreen, ...publicPages, ...manager, ...coordinator, ...preview, ...crawler };
try {
  for (const [name, tell] of Object.entries(all)) {
    await test(name, { timeout: 600_000 }, async () => {
      await tell(world).catch(async (error) => {
        const problems = await world.takeProblems();
        throw problems.length > 0 ? new Error(`${error.message}\nAnd: ${problems.join('\n')}`, { cause: error }) : error;
      });
      assert.deepEqual(await world.takeProblems(), []);
    });
  }
  world.weights.print();
} finally {
  await world.stop();
}
