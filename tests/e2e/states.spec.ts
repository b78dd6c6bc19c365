import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { planByApi, signInByApi } from '../support/api';
import { startApp, type RunningApp } from '../support/app';
import { DESK, looksRight, PHONE, serious, TABLET, TV } from '../support/looks';
import { device, Tablet, type Device } from '../support/tablet';

// What a page shows only for a while: something open, something done, something not there; and the pages in their other colours.

const LIVE = '00000000-0000-4000-8000-000000000002';

let app: RunningApp;
const devices: Device[] = [];
test.beforeAll(async () => {
  app = await startApp();
});
test.afterEach(async () => {
  await Promise.all(devices.splice(0).map((one) => one.context.close()));
});
test.afterAll(() => app.remove());

async function open(browser: Parameters<typeof device>[0], who: string | null, at: string, size = PHONE) {
  const made = await device(browser, app.url, who, size);
  devices.push(made);
  await made.page.goto(at);
  return made.page;
}

const settled = (page: Page) => expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();

test('what is not there says so in words that everybody can read', async ({ browser }) => {
  const page = await open(browser, null, '/m/zzzzzz');
  for (const at of ['/m/zzzzzz', '/screen/zzzzzz', '/i/nothing', `/m/${app.code}/papers/minutes`, '/nowhere']) {
    await page.goto(at);
    await settled(page);
    await looksRight(page, [PHONE, DESK], { axeAt: [PHONE] });
  }
});

async function planned(title: string) {
  const api = await signInByApi(app.url, 'facilitator');
  const id = await planByApi(api, title);
  const { code } = await api.get<{ code: string }>(`meetings/${id}`);
  return { id, code };
}

const TABLET_IN_HAND = { width: 800, height: 1280 };

test('what opens on the tablet reads well, and so does signing in by phone, before and after', async ({ browser }) => {
  test.slow();
  const { id, code } = await planned('打开来看的议事会');
  const one = await open(browser, 'facilitator', '/meetings', TABLET_IN_HAND);
  const tablet = new Tablet(one);
  await tablet.open(id);
  await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE] });
  await tablet.begin();
  const phone = await open(browser, null, `/m/${code}/here`);
  await looksRight(phone, [PHONE, TABLET], { axeAt: [PHONE] });
  await phone.getByRole('textbox', { name: /怎么称呼您/ }).fill('车大姐');
  await phone.getByRole('button', { name: '签到' }).click();
  await expect(phone.getByText('签到好了')).toBeVisible();
  await looksRight(phone, [PHONE, TABLET], { axeAt: [PHONE] });

  await tablet.say('3号楼居民', '楼道灯不亮');
  await tablet.makeIssue('楼道灯不亮');
  await one.getByRole('button', { name: '拍照、录音' }).click();
  await expect(one.getByRole('group', { name: '照片和录音' })).toBeVisible();
  await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE] });
  await one.getByRole('button', { name: /^问题 \d/ }).click();
  const card = await tablet.card('楼道灯不亮');
  for (const picker of ['责任人', '完成时限']) {
    await card.getByRole('group', { name: picker }).getByRole('button').first().click();
    await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE] });
  }
  const people = await tablet.drawer('到场');
  await people.getByRole('textbox', { name: /输门牌/ }).fill('3-1-101');
  await people.getByRole('button', { name: '3号楼 1单元 101 来了一位' }).click();
  await people.getByRole('button', { name: '3号楼 1单元 101', exact: true }).click();
  await people.getByRole('button', { name: /签字$/ }).first().click();
  await expect(people.getByRole('img', { name: '签字的地方' })).toBeVisible();
  await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE], within: '#lead-panel' });
});

test('a meeting reads well on tablet, wall and phone before it begins, while it is read back, and when it has ended', async ({
  browser
}) => {
  test.slow();
  const { id, code } = await planned('从头看到尾的议事会');
  const [phone, wall] = [await open(browser, null, `/m/${code}`), await open(browser, null, `/screen/${code}`, DESK)];
  const looks = async (mode: string) => {
    await expect(wall.locator('#live')).toHaveAttribute('data-mode', mode);
    await looksRight(wall, [DESK, TV, TABLET], { axeAt: [TV] });
    await phone.goto(`/m/${code}`);
    await settled(phone);
    await looksRight(phone, [PHONE, TABLET], { axeAt: [PHONE] });
  };
  await looks('welcome');
  const one = await open(browser, 'facilitator', '/meetings', TABLET_IN_HAND);
  const tablet = new Tablet(one);
  await tablet.open(id);
  await tablet.begin();
  await tablet.say('3号楼居民', '楼道灯不亮');
  await tablet.makeIssue('楼道灯不亮');
  await one.getByRole('button', { name: '念一遍' }).click();
  await one.getByRole('button', { name: '大家确认' }).click();
  await one.getByRole('button', { name: '看看合计' }).click();
  await looks('readback');
  await one.getByRole('button', { name: '第 1 条有异议' }).click();
  await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE] });
  await one.getByRole('textbox', { name: '谁有异议' }).fill('葛大爷');
  await one.getByRole('textbox', { name: '怎么说的' }).fill('只坏了三天');
  await one.getByRole('button', { name: '记在旁边' }).click();
  await one.getByRole('button', { name: '结束议事会' }).click();
  await expect(one.getByText('议事会结束了')).toBeVisible();
  await looksRight(one, [PHONE, TABLET], { axeAt: [PHONE] });
  await looks('closed');
});

test('the desk reads well where something is open: a notice, sheets to print, a paper that is being worded, what was found in it', async ({
  browser
}) => {
  const page = await open(browser, 'staff', '/meetings/00000000-0000-4000-8000-000000000003/notice', DESK);
  await looksRight(page, [PHONE, DESK], { axeAt: [DESK] });
  await page.goto(`/sheets?meeting=${LIVE}`);
  await page.getByRole('button', { name: '印空白单' }).click();
  await expect(page.locator('article').first()).toBeVisible();
  await looksRight(page, [DESK, TV], { axeAt: [DESK] });
  await page.goto('/meetings/00000000-0000-4000-8000-000000000001/papers/diary');
  await page.getByRole('button', { name: '照会议拟一稿' }).click();
  await page.getByRole('button', { name: '改字句' }).click();
  await page.locator('textarea[name="text:title"]').fill('我叫王建国，住3号楼201');
  await looksRight(page, [PHONE, DESK], { axeAt: [DESK] });
  await page.getByRole('button', { name: '存成新一稿' }).click();
  await expect(page.getByText('草稿 · 第 2 稿').first()).toBeVisible();
  await page.getByRole('button', { name: '发出去征求意见' }).click();
  await expect(page.getByText('征求意见中 · 第 3 稿').first()).toBeVisible();
  await page.getByRole('button', { name: '定稿', exact: true }).click();
  await expect(page.getByText('姓名：王建国')).toBeVisible();
  await expect(page.getByText('门牌：3号楼201')).toBeVisible();
  await looksRight(page, [PHONE, DESK], { axeAt: [DESK] });
});

for (const theme of ['dark', 'outdoors'])
  test(`the pages have enough contrast in their ${theme} colours`, async ({ browser }) => {
    const desk = await open(browser, 'secretary', '/meetings', DESK);
    const phone = await open(browser, null, '/m');
    for (const page of [desk, phone])
      await page.request.post('/preferences', { form: { theme, from: '/' }, headers: { origin: app.url } });
    const all: [Page, string][] = [
      [desk, `/meetings/${LIVE}/stool`],
      [desk, `/meetings/${LIVE}`],
      [desk, '/meetings/new'],
      [desk, '/ledger'],
      [desk, '/ledger?as=board'],
      [desk, '/ledger?as=calendar'],
      [desk, `/search?q=${encodeURIComponent('灯')}`],
      [phone, `/m/${app.code}`],
      [phone, `/screen/${app.code}?theme=${theme}`]
    ];
    for (const [page, at] of all) {
      await page.goto(at);
      await settled(page);
      expect(await serious(page), `${at} in ${theme}`).toEqual([]);
    }
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
    '(desk)/settings/plan',
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
    '(desk)/settings/notices',
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
