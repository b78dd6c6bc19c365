import { expect, test } from '@playwright/test';
import { signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { DESK, looksRight, PHONE, TABLET, TV } from '../support/looks';
import { device, type Device } from '../support/tablet';

// Every page at every size that people hold it in: nothing sticks out sideways, axe finds nothing serious, nothing fails.

const meeting = (n: number) => `/meetings/00000000-0000-4000-8000-00000000000${n}`;

let app: RunningApp;
const devices: Device[] = [];
test.beforeAll(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  const errors = devices.flatMap((one) => one.errors);
  await Promise.all(devices.splice(0).map((one) => one.context.close()));
  expect(errors).toEqual([]);
});
test.afterAll(() => app.remove());

async function open(browser: Parameters<typeof device>[0], who: string | null, path: string, locale = 'zh-CN') {
  const made = await device(browser, app.url, who, PHONE, { locale });
  devices.push(made);
  await made.page.goto(path);
  return made.page;
}

const pages: [name: string, who: string | null, path: string][] = [
  ['signing in', null, '/sign-in'],
  ['the list of meetings', 'secretary', '/meetings'],
  ['planning a meeting', 'facilitator', '/meetings/new'],
  ['beginning a meeting on the tablet', 'facilitator', '/meetings/begin'],
  ['the record of a closed meeting', 'staff', meeting(1)],
  ['the record of a meeting under way', 'staff', meeting(2)],
  ['the record of a meeting to come', 'facilitator', meeting(3)],
  ['the ledger', 'staff', '/ledger'],
  ['the ledger, searched and filtered', 'staff', '/ledger?q=电梯&state=open&overdue=1'],
  ['the ledger with nothing found', 'staff', '/ledger?q=没有这回事'],
  ['the settings', 'staff', '/settings'],
  ['the rules of procedure', 'admin', '/settings/procedure'],
  ['the limits of the ledger', 'admin', '/settings/ledger'],
  ['the limits, read by staff', 'staff', '/settings/ledger'],
  ['the households', 'secretary', '/settings/households'],
  ['where to sit next', 'secretary', '/meetings/where'],
  ['the plan of the neighbourhood', 'admin', '/settings/plan'],
  ['the attendance sheet', 'staff', `${meeting(2)}/attendance`],
  ['the papers of a meeting', 'staff', `${meeting(1)}/papers`],
  ['typing a meeting code', null, '/m'],
  ['the way to the screen', null, '/screen']
];
for (const [name, who, path] of pages)
  test(`${name} fits every size and reads well`, async ({ browser }) => {
    const page = await open(browser, who, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await looksRight(page, undefined, { axeAt: [who === null ? PHONE : DESK] });
  });

test('an item of the ledger fits every size and reads well', async ({ browser }) => {
  const { items } = await (await signInByApi(app.url, 'staff')).get<{ items: { id: string }[] }>('ledger?q=电梯');
  const page = await open(browser, 'staff', `/ledger/${items[0]!.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await looksRight(page);
});

test('a meeting’s page for residents fits every size and reads well, with large type too', async ({ browser }) => {
  const page = await open(browser, null, `/m/${app.code}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await looksRight(page);
  await page.getByText('字大一点').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await looksRight(page, [PHONE, TABLET]);
});

test('the shared screen fits every size, a 4K projector and a small TV among them', async ({ browser }) => {
  const page = await open(browser, null, `/screen/${app.code}`);
  await expect(page.getByText('问题清单')).toBeVisible();
  await looksRight(page, [PHONE, TABLET, DESK, TV, { width: 3840, height: 2160 }]);
});

test('the stool view fits every size, in its diary, its issues and its readback', async ({ browser }) => {
  const page = await open(browser, 'facilitator', `${meeting(2)}/stool`);
  await expect(page.getByRole('textbox', { name: '说了什么' })).toBeVisible();
  await expect(page.locator('[data-entry]').first()).toBeVisible();
  await looksRight(page);
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: /^问题 \d/ }).click();
  await page
    .getByRole('button', { name: /^打开问题/ })
    .first()
    .click();
  await looksRight(page);
  await page.getByRole('button', { name: '念一遍' }).click();
  await expect(page.getByRole('button', { name: '大家确认' })).toBeVisible();
  await looksRight(page);
});

test('the pages are whole in English', async ({ browser }) => {
  for (const [who, path] of [
    [null, '/sign-in'],
    ['staff', '/meetings'],
    ['facilitator', '/meetings/new'],
    ['staff', '/ledger'],
    ['staff', '/settings'],
    ['facilitator', `${meeting(2)}/stool`]
  ] as const) {
    const page = await open(browser, who, path, 'en-GB');
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
    await looksRight(page, [PHONE, DESK], { axeAt: [] });
  }
});
