// A module that is being written, as its author sees it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byMouse, change, doLesson } from './support/lesson.mjs';
import { freePort, Program } from './support/processes.mjs';
import { waitFor } from './support/wait.mjs';

// From right to left.
const arabic = `# اللافتات

## اقرأ اللافتة {#read}
اقرأ ما هو مكتوب على اللافتة. انظر [أين تُعلّق](#where).

![لافتة مخططة](sign.png)

## أين تُعلّق {#where}
- بجانب **الباب**
- في *الدرج*

## ? ماذا تعني علامة على اللافتة؟
أجب كما تظن.

- [ ] سطر جديد
  > لا. إنها مجرد أحرف.
- [x] لا شيء
  > صحيح. إنها أحرف.

## يوم الاثنين {#monday}
- ابحث عن لافتة.
`;

const started = (url) =>
  waitFor('the preview', () => fetch(`${url}/preview`).then((answer) => answer.ok, () => false));

export const stories = {
  'an author sees a module as learners will, and each change of it at once': async (world) => {
    const folder = join(world.installation.folder, 'signs');
    const save = (name, change) => writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
    writeFileSync(join(folder, 'ar.md'), arabic);
    save('module.toml', (text) => text.replace('"sv", "en"', '"sv", "en", "ar"'));

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const log = join(world.installation.folder, 'preview.log');
    const preview = new Program(join(process.env.NANOLEARN_BIN, 'nanolearn'), ['modules', 'preview', folder, '--port', `${port}`], log);
    const author = await world.browser.visitor({ home: url });
    try {
      await started(url);
      const page = await author.newPage();
      await page.goto(`${url}/preview`);
      await world.examine(page, 'preview');
      await change(page, () => page.click('button[name=language][value=ar]'));
      await byMouse.press(page, 'form[action$="/start"] button');
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.card')).direction), 'rtl');
      await world.examine(page, 'preview-rtl');
      await change(page, () => page.click('button[name=language][value=sv]'));

      await page.waitForResponse(/version/);
      await change(page, () => save('sv.md', (text) => text.replace(/^## Läs .*skylten.*(?= \{)/m, '## Läs hela skylten')));
      assert.equal(await page.locator('h1').textContent(), 'Läs hela skylten');
      await page.waitForResponse(/version/);
      await change(page, () => save('sv.md', (text) => text.replace('- [x]', '- [ ]')));
      assert.match(await page.textContent('main'), /sv\.md/);
      await world.examine(page, 'preview-problems');
      await page.waitForResponse(/version/);
      await change(page, () => save('sv.md', (text) => text.replace('- [ ] Ingenting', '- [x] Ingenting')));
      await doLesson(page, byMouse);
      await world.examine(page, 'preview-result');
    } finally {
      // Its page asks for changes as long as it is open.
      await author.close();
      await preview.end('SIGTERM');
    }
  },
};
