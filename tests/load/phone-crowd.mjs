// @ts-check
// Residents' phones: each has a cookie of its own, watches the meeting's page over its event stream, and acts as its forms do.
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
/** @type {{ cookie: string, stop(): void }[]} */
let phones = [];
let base = '';
let code = '';
let changes = 0;
let failed = 0;
let refused = 0;
/** @type {number[]} */
const took = [];

/** @param {string} method @param {string} path @param {Record<string, string>} headers @param {string} [body] */
function request(method, path, headers, body) {
  return /** @type {Promise<{ status: number, cookies: string[], text: string }>} */ (
    new Promise((resolve, reject) => {
      const asked = http.request(base + path, { method, headers, agent }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => (text += part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, cookies: answer.headers['set-cookie'] ?? [], text })
        );
      });
      asked.on('error', reject);
      asked.end(body);
    })
  );
}

async function phone() {
  const { cookies, text } = await request('GET', `/m/${code}`, {});
  const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  const since = /data-at="([^"]+)"/.exec(text)?.[1] ?? '';
  const stream = http.get(`${base}/m/${code}/events?since=${since}`, { headers: { cookie } }, (answer) => {
    answer.setEncoding('utf8').on('data', (part) => (changes += part.split('event: change').length - 1));
  });
  stream.on('error', () => {});
  phones.push({ cookie, stop: () => stream.destroy() });
}

/** @param {string} cookie @param {string} path @param {Record<string, string>} form */
async function post(cookie, path, form) {
  const from = performance.now();
  try {
    const { status, text } = await request(
      'POST',
      `/m/${code}${path}`,
      { cookie, origin: base, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams(form).toString()
    );
    took.push(performance.now() - from);
    if (status !== 200 || !text.includes('"redirect"')) refused++;
  } catch {
    failed++;
  }
}

/** At random moments within so long. @param {number} ms @param {(cookie: string, n: number) => Promise<void>} work */
const spread = (ms, work) =>
  Promise.all(
    phones.map(async ({ cookie }, n) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ms));
      await work(cookie, n);
    })
  );

/** @param {number} part */
const at = (part) => [...took].sort((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0;

process.on('message', async (/** @type {any} */ question) => {
  if (question.open) {
    ({ url: base, code } = question.open);
    for (let n = 0; n < question.open.phones; n += 20) await Promise.all(Array.from({ length: 20 }, phone));
  } else if (question.act) {
    const { poll, issue, ms } = question.act;
    await spread(ms, async (cookie, n) => {
      await post(cookie, `/vote/${poll}`, { choice: n % 3 ? 'for' : 'against' });
      if (n % 2) await post(cookie, '?/support', { issue, on: '1' });
      if (n % 20 === 0) await post(cookie, '/hand?/up', { name: `街坊${n}` });
    });
  } else if (question.vote) {
    const { poll, ms } = question.vote;
    await spread(ms, (cookie, n) => post(cookie, `/vote/${poll}`, { choice: n % 3 ? 'for' : 'against' }));
  } else if (question.end) {
    phones.forEach((one) => one.stop());
    process.send?.({ changes, failed, refused, vote: { p50: at(0.5), p99: at(0.99) } });
    phones = [];
    return;
  }
  process.send?.({ done: true });
});
