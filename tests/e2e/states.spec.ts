import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { DESK, holdsLayout, PHONE, serious, TABLET, TV } from '../support/layout';
import { REFUSED, expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

// What a page shows only for a while: something open, something done, something not there; and the pages in their other colours.

const LIVE = '00000000-0000-4000-8000-000000000002';
const LINE = '楼道灯不亮';
const SAID = { lines: [['3号楼居民', LINE]], issues: { [LINE]: {} } } as const;

const settled = (page: Page) => expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();

test('what is not there says so in words that everybody can read', async ({ app, device }) => {
  const { page } = await device(null, PHONE, REFUSED);
  for (const at of ['/m/zzzzzz', '/screen/zzzzzz', '/i/nothing', `/m/${app.code}/papers/minutes`, '/nowhere']) {
    await page.goto(at);
    await settled(page);
    await holdsLayout(page, [PHONE, DESK]);
  }
});

test('what opens on the tablet reads well, and so does signing in by phone, before and after', async ({
  device,
  open,
  plan,
  begin
}) => {
  const planned = await plan('打开来看的议事会');
  const { page: one } = await device('facilitator', TABLET);
  const tablet = new Tablet(one);
  await tablet.open(planned.id);
  await holdsLayout(one, [PHONE, TABLET]);
  await begin(planned, SAID);
  const phone = await open(null, `/m/${planned.code}/here`, PHONE);
  await holdsLayout(phone, [PHONE, TABLET]);
  await phone.getByRole('textbox', { name: /怎么称呼您/ }).fill('车大姐');
  await phone.getByRole('button', { name: '签到' }).click();
  await expect(phone.getByText('签到好了')).toBeVisible();
  await holdsLayout(phone, [PHONE, TABLET]);

  await expect(tablet.diary).toHaveCount(1);
  await one.getByRole('button', { name: '拍照、录音' }).click();
  await expect(one.getByRole('group', { name: '照片和录音' })).toBeVisible();
  await holdsLayout(one, [PHONE, TABLET]);
  await one.getByRole('button', { name: /^问题 \d/ }).click();
  const card = await tablet.card(LINE);
  for (const picker of ['责任人', '完成时限']) {
    await card.getByRole('group', { name: picker }).getByRole('button').first().click();
    await holdsLayout(one, [PHONE, TABLET], { within: '[data-issue]' });
  }
  const people = await tablet.drawer('到场');
  await people.getByRole('textbox', { name: /输门牌/ }).fill('3-1-101');
  await people.getByRole('button', { name: '3号楼 1单元 101 来了一位' }).click();
  await people.getByRole('button', { name: '3号楼 1单元 101', exact: true }).click();
  await people.getByRole('button', { name: /签字$/ }).first().click();
  await expect(people.getByRole('img', { name: '签字的地方' })).toBeVisible();
  await holdsLayout(one, [PHONE, TABLET], { within: '#lead-panel' });
});

test('a meeting reads well on tablet, screen and phone before it begins, while it is read back, and when it has ended', async ({
  device,
  open,
  plan,
  begin
}) => {
  const planned = await plan('从头看到尾的议事会');
  const { id, code } = planned;
  const [phone, screen] = [await open(null, `/m/${code}`, PHONE), await open(null, `/screen/${code}`, DESK)];
  const looks = async (mode: string) => {
    await expect(screen.locator('#live')).toHaveAttribute('data-mode', mode);
    await holdsLayout(screen, [TV, DESK, TABLET]);
    await phone.goto(`/m/${code}`);
    await settled(phone);
    await holdsLayout(phone, [PHONE, TABLET]);
  };
  await looks('welcome');
  await begin(planned, SAID);
  const { page: one } = await device('facilitator', TABLET);
  const tablet = new Tablet(one);
  await tablet.open(id);
  await one.getByRole('button', { name: '念一遍' }).click();
  await one.getByRole('button', { name: '大家确认' }).click();
  await one.getByRole('button', { name: '看看合计' }).click();
  await looks('readback');
  await one.getByRole('button', { name: '第 1 条有异议' }).click();
  await holdsLayout(one, [PHONE, TABLET]);
  await one.getByRole('textbox', { name: '谁有异议' }).fill('葛大爷');
  await one.getByRole('textbox', { name: '怎么说的' }).fill('只坏了三天');
  await one.getByRole('button', { name: '记在旁边' }).click();
  await one.getByRole('button', { name: '结束议事会' }).click();
  await expect(one.getByText('议事会结束了')).toBeVisible();
  await holdsLayout(one, [PHONE, TABLET]);
  await looks('closed');
});

test('the desk reads well where something is open: a notice, sheets to print, a paper that is being worded, what was found in it', async ({
  open
}) => {
  const page = await open('staff', '/meetings/00000000-0000-4000-8000-000000000003/notice', DESK);
  await holdsLayout(page, [DESK, PHONE]);
  await page.goto(`/sheets?meeting=${LIVE}`);
  await page.getByRole('button', { name: '印空白单' }).click();
  await expect(page.locator('article').first()).toBeVisible();
  await holdsLayout(page, [DESK, TV]);
  await page.goto('/meetings/00000000-0000-4000-8000-000000000001/papers/diary');
  await page.getByRole('button', { name: '照会议拟一稿' }).click();
  await page.getByRole('button', { name: '改字句' }).click();
  await page.locator('textarea[name="text:title"]').fill('我叫王建国，住3号楼201');
  await holdsLayout(page, [DESK, PHONE]);
  await page.getByRole('button', { name: '存成新一稿' }).click();
  await expect(page.getByText('草稿 · 第 2 稿').first()).toBeVisible();
  await page.getByRole('button', { name: '发出去征求意见' }).click();
  await expect(page.getByText('征求意见中 · 第 3 稿').first()).toBeVisible();
  await page.getByRole('button', { name: '定稿', exact: true }).click();
  await expect(page.getByText('姓名：王建国')).toBeVisible();
  await expect(page.getByText('门牌：3号楼201')).toBeVisible();
  await holdsLayout(page, [DESK, PHONE]);
});

// Which colours stand on which is asked of every page (support/layout.ts), and each pair is proven in each theme
// (tests/house/contrast.test.ts). That the themes do arrive at the page is shown on one page each.
for (const [theme, at] of [
  ['dark', '/ledger'],
  ['outdoors', `/meetings/${LIVE}/stool`]
] as const)
  test(`a page has enough contrast in its ${theme} colours`, async ({ app, device }) => {
    const { page } = await device('secretary', DESK);
    await page.request.post('/preferences', { form: { theme, from: '/' }, headers: { origin: app.url } });
    await page.goto(at);
    await settled(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    // The outdoors theme has thicker edges: nothing sticks out for them either.
    await holdsLayout(page, [DESK, PHONE]);
  });

test('the screen takes the theme that its address names', async ({ app, open }) => {
  const page = await open(null, `/screen/${app.code}?theme=outdoors`, DESK);
  await expect(page.locator('[data-theme="outdoors"]').first()).toBeAttached();
  expect(await serious(page)).toEqual([]);
});

/** Where each page of the product is asked whether it reads well. A new page has to be put here, with the file that does. */
const ASKED: Record<string, readonly string[]> = {
  'pages.spec.ts': [
    '(desk)/sign-in',
    '(desk)/meetings',
    '(desk)/meetings/new',
    '(desk)/meetings/where',
    '(desk)/meetings/[id]',
    '(desk)/meetings/[id]/attendance',
    '(desk)/meetings/[id]/papers',
    '(desk)/ledger',
    '(desk)/ledger/[id]',
    '(desk)/settings',
    '(desk)/settings/households',
    '(desk)/settings/notices',
    '(desk)/settings/map',
    '(desk)/settings/ledger',
    '(desk)/settings/procedure',
    '(public)/m',
    '(public)/m/[code]',
    '(public)/screen',
    '(public)/screen/[code]',
    '(stool)/meetings/begin',
    '(stool)/meetings/[id]/stool'
  ],
  'calendar.spec.ts': ['(desk)/settings/calendar'],
  'drawers.spec.ts': ['(public)/m/[code]/hand', '(public)/m/[code]/say', '(public)/m/[code]/vote/[poll]'],
  'figures.spec.ts': ['(desk)/figures', '(desk)/figures/[metric]', '(desk)/figures/book', '(desk)/figures/items'],
  'invitations.spec.ts': ['(desk)/meetings/[id]/invitations', '(public)/i/[token]'],
  'ledger-files.spec.ts': ['(desk)/ledger/import', '(desk)/ledger/import/[id]'],
  'notices.spec.ts': [
    '(desk)/notices',
    '(desk)/settings/channels',
    '(desk)/settings/channels/[id]',
    '(public)/n/[purpose]/[token]'
  ],
  'party-links.spec.ts': ['(desk)/settings/parties', '(public)/p/[token]', '(public)/p/[token]/[item]'],
  'papers.spec.ts': ['(desk)/meetings/[id]/papers/[kind]', '(public)/m/[code]/papers/[kind]'],
  'sheets.spec.ts': ['(desk)/sheets', '(desk)/sheets/[number]'],
  'states.spec.ts': ['(desk)/meetings/[id]/notice', '(desk)/sheets/print', '(public)/m/[code]/here'],
  'table.spec.ts': ['(desk)/ledger/many', '(desk)/search'],
  'unlock.spec.ts': ['unlock']
};
/** Leads on to another page, or is there for those who build only. */
const NO_PAGE = ['(desk)', 'styleguide'];

test('every page is in this list', () => {
  const routes = path.resolve(import.meta.dirname, '../../src/routes');
  const pages = readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\+page(@[^/]*)?\.svelte$/.test(file))
    .map((file) => path.dirname(file).replaceAll(path.sep, '/'));
  expect([...Object.values(ASKED).flat(), ...NO_PAGE].sort()).toEqual(pages.sort());
});
