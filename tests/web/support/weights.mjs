// What pages cost: bytes on the wire, with headers, for a browser that has nothing of them yet.

// A picture of the page is there after its first answer: nothing else holds it up.
const blockingOf = (page) =>
  page.evaluate(() => {
    const sheets = [...document.querySelectorAll('link[rel~=stylesheet], style')].filter((e) => e.tagName === 'LINK' || /@import/.test(e.textContent));
    const scripts = [...document.querySelectorAll('script[src]')].filter((e) => !e.defer && !e.async && e.type !== 'module');
    const timed = performance.getEntriesByType('resource').filter((entry) => entry.renderBlockingStatus === 'blocking');
    return [...sheets, ...scripts].map((e) => e.outerHTML.slice(0, 80)).concat(timed.map((entry) => entry.name));
  });

export class Weights {
  constructor() {
    this.rows = [];
  }

  // Opens the address as somebody who has not been there, and returns its row: the page's bytes, all bytes, and what holds up its first picture.
  async weigh(name, address, other) {
    const requests = [];
    other.context.on('request', (request) => requests.push(request));
    const page = await other.newPage();
    await page.goto(address);
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    const bytes = sizes.map((size) => size.responseHeadersSize + size.responseBodySize);
    const row = { name, page: bytes[0], all: bytes.reduce((sum, one) => sum + one, 0), requests: bytes.length, blocking: await blockingOf(page) };
    row.pictures = requests.some((request) => request.resourceType() === 'image' && request.url().includes('/pictures/'));
    await other.close();
    this.rows.push(row);
    return row;
  }

  print() {
    const line = (...cells) => console.log(`${cells[0].padEnd(34)}${cells.slice(1).map((cell) => `${cell}`.padStart(12)).join('')}`);
    line('page', 'bytes', 'with all', 'requests');
    for (const row of this.rows) line(row.name, row.page, row.all, row.requests);
  }
}
