// Using a page with nothing but keys.
import assert from 'node:assert/strict';
import { waitFor } from './wait.mjs';

// Whether one can see where the focus is.
export const focusIsVisible = (page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const shown = (element) => {
      const style = getComputedStyle(element);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    };
    const box = active.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0;
    return inView && [active, active.closest('label')].some((element) => element && shown(element));
  });

const describeFocus = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 160));

// Presses Tab until what `selector` says has the focus; all on the way can be seen.
export async function tabTo(page, selector, most = 40) {
  for (let i = 0; i < most; ++i) {
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
    await page.keyboard.press('Tab');
    const somewhere = await page.evaluate(() => document.activeElement !== document.body);
    // Pages may scroll there smoothly.
    if (somewhere) await waitFor(`the focus to be seen on ${await describeFocus(page)}`, () => focusIsVisible(page), 60);
  }
  assert.fail(`${selector} is not reached by Tab; the focus is on ${await describeFocus(page)}`);
}

export async function tabToAndPress(page, selector, key = 'Enter') {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

// What one is led to: the heading or the message that has the focus; empty: something else has it.
export const focusedPlace = (page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active.matches('h1, h2, [role=status], [role=alert]') ? active.textContent.trim() : '';
  });
