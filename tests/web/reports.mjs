// Reports as HTML files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { problemsOf } from './support/checks.mjs';

async function problemsOfReport(browser, path) {
  const context = await browser.chromium.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  const found = await problemsOf(page, `report-${path.replace(/.*\/|\.html$/g, '')}`, { hasWideTables: true });
  await context.close();
  if (asked.length > 1) found.push(`asks for more than itself: ${asked.slice(1).join(' ')}`);
  return found;
}

export const stories = {
  'reports can be read by everybody': async ({ browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'nanolearn-reports-'));
    try {
      execFileSync(join(process.env.NANOLEARN_BIN, 'report_pages'), [folder]);
      const files = readdirSync(folder).filter((name) => name.endsWith('.html'));
      assert.ok(files.length >= 4, `only ${files.length} reports`);
      const found = [];
      for (const file of files) found.push(...(await problemsOfReport(browser, join(folder, file))));
      assert.deepEqual(found, []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
