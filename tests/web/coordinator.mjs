// What those who run the training see and do.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sync } from './support/demo.mjs';
import { change } from './support/lesson.mjs';
import { day } from './support/dates.mjs';
import { refused, staffList } from './support/staff_list.mjs';

const isHeld = 9;
const coordinator = 'samordnare@alvnas.example';

async function examine(world, page, visitor, paths) {
  for (const [path, name] of paths) {
    await page.goto(world.installation.url + path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await world.examine(page, name);
    await world.weigh(name, page.url(), visitor);
  }
}

// A list in which a whole unit is missing is held; returns the run's path.
async function holdList(world, page, without) {
  const file = join(world.installation.folder, `without_${without}.csv`);
  writeFileSync(file, staffList({ without }));
  await sync(world.installation, 'personal', file, day(), isHeld);
  await page.goto(`${world.installation.url}/coordinate`);
  return new URL(await page.locator('a[href^="/coordinate/runs/"]').first().getAttribute('href'), page.url()).pathname;
}

export const stories = {
  'a coordinator sees what waits or failed, and decides': async (world) => {
    const { installation } = world;
    await installation.nanolearn(['grants', 'create', '--email', coordinator, '--role', 'hr']);
    const { visitor, page } = await world.signedIn(coordinator);
    const rejected = await holdList(world, page, '5003');
    await examine(world, page, visitor, [
      ['/coordinate', 'coordinate'],
      ['/coordinate/programmes/library', 'coordinate-programme'],
      ['/coordinate/questions', 'coordinate-questions'],
      [rejected, 'coordinate-run'],
      ['/coordinate/mails', 'coordinate-mails'],
      ['/coordinate/programmes/nowhere', 'coordinate-not-found'],
    ]);
    assert.ok((await page.goto(`${installation.url}/coordinate/mails`)).ok());
    assert.ok((await page.textContent('main')).includes(refused), 'the mail that failed is not shown');
    await page.check('input[name=mail]');
    await change(page, () => page.click('form[action$="/retry"] button'));
    await world.examine(page, 'coordinate-mails-retried');
    await page.goto(installation.url + rejected);
    await change(page, () => page.click('form[action$="/reject"] button'));
    await world.examine(page, 'coordinate-run-rejected');

    const approved = await holdList(world, page, '5003');
    assert.notEqual(approved, rejected);
    const before = await installation.json(['people', 'list', '--unit', '5003']);
    await page.goto(installation.url + approved);
    await page.check('input[name=sure]');
    await change(page, () => page.click('form[action$="/approve"] button'));
    await world.examine(page, 'coordinate-run-approved');
    const after = await installation.json(['people', 'list', '--unit', '5003']);
    assert.ok(JSON.stringify(after).length < JSON.stringify(before).length / 2, 'they have not left');

    await page.goto(`${installation.url}/coordinate`);
    await change(page, () => page.click('button[name=language][value=en]'));
    await examine(world, page, visitor, [
      ['/coordinate', 'coordinate'],
      ['/coordinate/programmes/library', 'coordinate-programme'],
      ['/coordinate/questions', 'coordinate-questions'],
      [approved, 'coordinate-run-approved'],
      ['/coordinate/mails', 'coordinate-mails'],
    ]);
  },
};
