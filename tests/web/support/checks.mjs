// Whether everybody can use a page: what axe finds, and what it does not look for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { desk, phone } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
export const forPages = [...wcag, 'best-practice'];
// Mails are shown within pages of others.
export const forMails = wcag;
const pictures = process.env.WEB_PICTURES;
const views = [
  { name: 'phone', viewport: phone, pictured: 'light' },
  { name: 'desk', viewport: desk, pictured: 'dark' },
];
// 1280 x 1024 at 400 %.
const zoomed = { width: 320, height: 256 };

async function axeViolations(page, tags) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const result = await page.evaluate(
    (values) =>
      window.axe.run(document, {
        runOnly: { type: 'tag', values },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
      }),
    tags,
  );
  if (result.passes.length === 0) return ['axe has checked nothing'];
  return result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(' | ')}`);
}

// What sticks out to the side, but within what may be scrolled by itself.
const sidewaysOf = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 1);
    return [`is wider than ${width} px: ${wide.map((e) => e.outerHTML.slice(0, 80)).slice(0, 3).join(' | ')}`];
  });

// Targets smaller than 24 px that are not links in a sentence.
const smallTargetsOf = (page) =>
  page.evaluate(() => {
    const targets = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
    return [...targets]
      .map((target) => target.closest('label') ?? target)
      .filter((target) => target.checkVisibility({ checkVisibilityCSS: true }) && getComputedStyle(target).display !== 'inline')
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.right > 0 && (box.width < 24 || box.height < 24))
      .map(({ target, box }) => `target of ${box.width} x ${box.height} px: ${target.outerHTML.slice(0, 120)}`);
  });

// Space between letters, words and lines as readers may set it, WCAG 1.4.12.
const spaceOut = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
    document.adoptedStyleSheets = [sheet];
  });
const spaceBack = (page) => page.evaluate(() => void (document.adoptedStyleSheets = []));

// What still moves for those who have asked for less motion.
const motionOf = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((e) => {
        const style = getComputedStyle(e);
        const seconds = `${style.animationDuration},${style.transitionDuration}`.split(',').map(parseFloat);
        return Math.max(...seconds) > 0.01 || style.scrollBehavior === 'smooth';
      })
      .map((e) => `moves though less motion is asked for: ${e.outerHTML.slice(0, 80)}`),
  );

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

// Everything that is wrong with the page as it stands there now, in light and dark, on a phone and at a desk, zoomed, printed.
export async function problemsOf(page, name, { tags = forPages, hasWideTables = false } = {}) {
  const before = page.viewportSize();
  const language = await page.evaluate(() => document.documentElement.lang);
  const found = [];
  const look = async (place, ...looks) => {
    for (const one of looks) found.push(...(await one(page, tags)).map((problem) => `${name} (${language}, ${place}): ${problem}`));
  };
  for (const view of views) {
    await page.setViewportSize(view.viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await look(`${view.name}, ${colorScheme}`, axeViolations, sidewaysOf);
      if (view.pictured === colorScheme) await picture(page, `${name}-${language}-${view.name}-${colorScheme}`);
    }
    await look(view.name, smallTargetsOf);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await look('less motion', motionOf);
  await page.setViewportSize(zoomed);
  await look('400 %', sidewaysOf);
  await page.setViewportSize(phone);
  await spaceOut(page);
  if (!hasWideTables) await look('spaced out', sidewaysOf);
  await spaceBack(page);
  await page.emulateMedia({ media: 'print', reducedMotion: null, colorScheme: null });
  await page.setViewportSize({ width: 794, height: 1123 });
  if (language === 'sv') await picture(page, `${name}-print`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(before);
  return found;
}
