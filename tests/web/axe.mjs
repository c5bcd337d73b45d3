// Fails when axe finds anything in one of the pages: node axe.mjs PAGE...
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [1280, 360]; // a desk and a phone

async function violationsOf(browser, path, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await page.close();
  const found = result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).join(' | ')}`);
  if (requests.length > 1) found.push(`asks for more than itself: ${requests.slice(1).join(' ')}`);
  if (overflows) found.push('is wider than the screen');
  if (result.passes.length === 0) found.push('axe has checked nothing');
  return found;
}

const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let failed = 0;
let passed = 0;
for (const path of process.argv.slice(2)) {
  for (const width of widths) {
    const found = await violationsOf(browser, path, width);
    found.forEach((line) => console.log(`${path} at ${width}: ${line}`));
    if (found.length > 0) failed += 1;
    else passed += 1;
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
