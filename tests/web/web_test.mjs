// The pages in a real browser: one installation, one browser, many stories. Run by tests/web/run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stories as connection } from './connection.mjs';
import { stories as coordinator } from './coordinator.mjs';
import { stories as crawler } from './crawler.mjs';
import { stories as crash } from './crash.mjs';
import { stories as lessons } from './lessons.mjs';
import { stories as manager } from './manager.mjs';
import { stories as oidc } from './oidc.mjs';
import { stories as preview } from './preview.mjs';
import { stories as publicPages } from './public_pages.mjs';
import { stories as reports } from './reports.mjs';
import { stories as sharedScreen } from './shared_screen.mjs';
import { stories as story } from './story.mjs';
import { World } from './support/world.mjs';

const world = await World.start();

// Whatever a story is about, no page of it may be wrong.
async function check(tell) {
  const own = world.forOneStory();
  const told = await tell(own).catch((error) => error);
  const problems = await own.end();
  if (told instanceof Error) throw problems.length > 0 ? new Error(`${told.stack}\nAnd: ${problems.join('\n')}`) : told;
  assert.deepEqual(problems, []);
}

function begin(stories, start = test) {
  return Object.entries(stories).map(([name, tell]) => start(name, { timeout: 600_000 }, () => check(tell)));
}

try {
  await Promise.all(begin(story));
  const together = { ...lessons, ...connection, ...coordinator, ...manager, ...publicPages, ...reports, ...sharedScreen, ...preview };
  await test('side by side', { concurrency: 2 }, (t) => Promise.all(begin(together, t.test.bind(t))));
  // The last one ends everybody's sessions.
  for (const alone of Object.entries({ ...crash, ...crawler, ...oidc })) await Promise.all(begin(Object.fromEntries([alone])));
  world.weights.print();
} finally {
  await world.stop();
}
