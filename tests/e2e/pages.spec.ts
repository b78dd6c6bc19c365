import { expect, test, type Person } from '../support/e2e';
import { ALL, DESK, holdsLayout, PHONE, TABLET, TV } from '../support/layout';

// Every page at every size that people hold it in: nothing sticks out sideways, axe finds nothing serious, nothing fails.

const meeting = (n: number) => `/meetings/00000000-0000-4000-8000-00000000000${n}`;

/** The pages that somebody walks through, one after the other in one browser. */
const WALKS: [who: Person | null, pages: [name: string, path: string][]][] = [
  [
    null,
    [
      ['signing in', '/sign-in'],
      ['typing a meeting code', '/m'],
      ['the way to the screen', '/screen']
    ]
  ],
  [
    'secretary',
    [
      ['the list of meetings', '/meetings'],
      ['the households', '/settings/households'],
      ['where to sit next', '/meetings/where']
    ]
  ],
  [
    'facilitator',
    [
      ['planning a meeting', '/meetings/new'],
      ['beginning a meeting on the tablet', '/meetings/begin'],
      ['the record of a meeting to come', meeting(3)]
    ]
  ],
  [
    'staff',
    [
      ['the record of a closed meeting', meeting(1)],
      ['the record of a meeting under way', meeting(2)],
      ['the ledger', '/ledger'],
      ['the ledger, searched and filtered', '/ledger?q=电梯&state=open&overdue=1'],
      ['the ledger with nothing found', '/ledger?q=没有这回事'],
      ['the settings', '/settings'],
      ['the limits, read by staff', '/settings/ledger'],
      ['the attendance sheet', `${meeting(2)}/attendance`],
      ['the papers of a meeting', `${meeting(1)}/papers`],
      ['what is told to oneself', '/settings/notices']
    ]
  ],
  [
    'admin',
    [
      ['the rules of procedure', '/settings/procedure'],
      ['the limits of the ledger', '/settings/ledger'],
      ['the map of the neighbourhood', '/settings/map']
    ]
  ]
];
for (const [who, pages] of WALKS)
  test(`the pages of ${who ?? 'whoever is not signed in'} fit every size and read well`, async ({ device }) => {
    const { page } = await device(who, PHONE);
    for (const [name, path] of pages)
      await test.step(name, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await holdsLayout(page, ALL, { axeAt: [who === null ? PHONE : DESK] });
      });
  });

test('an item of the ledger fits every size and reads well', async ({ api, open }) => {
  const { items } = await api('staff').get<{ items: { id: string }[] }>('ledger?q=电梯');
  const page = await open('staff', `/ledger/${items[0]!.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await holdsLayout(page);
});

test('a meeting’s page for residents fits every size and reads well, with large type too', async ({ app, open }) => {
  const page = await open(null, `/m/${app.code}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await holdsLayout(page);
  await page.getByText('字大一点').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await holdsLayout(page, [PHONE, TABLET]);
});

test('the shared screen fits every size, a 4K projector and a small TV among them', async ({ app, open }) => {
  const page = await open(null, `/screen/${app.code}`);
  await expect(page.getByText('问题清单')).toBeVisible();
  await holdsLayout(page, [PHONE, TABLET, DESK, TV, { width: 3840, height: 2160 }], { axeAt: [DESK] });
});

test('the stool view fits every size, in its diary, its issues and its readback', async ({ open }) => {
  const page = await open('facilitator', `${meeting(2)}/stool`, PHONE);
  await expect(page.getByRole('textbox', { name: '说了什么' })).toBeVisible();
  await expect(page.locator('[data-entry]').first()).toBeVisible();
  // On a phone diary and issues stand one behind the other, on a desk beside each other.
  await holdsLayout(page, ALL, { axeAt: [PHONE, DESK] });
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: /^问题 \d/ }).click();
  await page
    .getByRole('button', { name: /^打开问题/ })
    .first()
    .click();
  await holdsLayout(page);
  await page.getByRole('button', { name: '念一遍' }).click();
  await expect(page.getByRole('button', { name: '大家确认' })).toBeVisible();
  await holdsLayout(page);
});

for (const [who, paths] of [
  [null, ['/sign-in']],
  ['staff', ['/meetings', '/ledger', '/settings']],
  ['facilitator', ['/meetings/new', `${meeting(2)}/stool`]]
] as const)
  test(`the pages of ${who ?? 'whoever is not signed in'} are whole in English`, async ({ device }) => {
    const { page } = await device(who, PHONE, { locale: 'en-GB' });
    for (const path of paths) {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
      await holdsLayout(page, [PHONE, DESK], { axeAt: [] });
    }
  });
