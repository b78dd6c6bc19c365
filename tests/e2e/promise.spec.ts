import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { DESK, holdsLayout, PHONE, serious, sticksOut } from '../support/layout';
import { expect, refusedWith, test } from '../support/e2e';

/** Opens the first item of the demo that nobody has dispatched yet. */
async function anOpenItem(page: Page): Promise<string> {
  await page.goto('/ledger?state=open');
  const link = page.locator('tbody tr a').first();
  const title = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  return new URL(page.url()).pathname;
}
const next = (page: Page) => page.locator('section', { has: page.getByRole('heading', { name: '接下来' }) });
const press = (page: Page, name: string) => next(page).getByRole('button', { name, exact: true }).click();
const unfold = (page: Page, name: string) => next(page).locator('summary', { hasText: name }).first().click();
const noted = (page: Page) => expect(page.getByText('记下了，已经写进经过。')).toBeVisible();

test('a promise goes its whole way: dispatched with a partner, accepted, asked to be extended, finished, sent back, verified and rated', async ({
  device
}) => {
  const staff = await device('staff', DESK, refusedWith(400, 409));
  const address = await anOpenItem(staff.page);
  await next(staff.page).getByLabel('派给谁').selectOption({ label: '暖巢物业公司（物业公司）' });
  await next(staff.page)
    .getByRole('radio', { name: /^5 个工作日内/ })
    .check();
  await unfold(staff.page, '联办单位');
  await next(staff.page).getByRole('combobox', { name: '联办单位' }).first().selectOption({ index: 1 });
  await next(staff.page).getByLabel('请他办什么').first().fill('先把杂物挪开');
  await press(staff.page, '派单');
  await noted(staff.page);
  await expect(staff.page.getByText(/交给暖巢物业公司/).last()).toBeVisible();
  await expect(staff.page.getByText(/先把杂物挪开/).first()).toBeVisible();

  const owner = await device('partner', PHONE, refusedWith(400, 409));
  await owner.page.goto(address);
  await press(owner.page, '接单');
  await noted(owner.page);
  await unfold(owner.page, '申请延期或挂账');
  const form = next(owner.page).locator('form', { has: owner.page.locator('input[value=ask]') });
  await form.getByLabel('延到哪天，或哪天再看').fill('2030-01-07');
  await form.getByLabel('说明（相关的人看得到）').fill('配件要等');
  await form.locator('button').click();
  await noted(owner.page);
  expect(await sticksOut(owner.page)).toEqual([]);
  expect(await serious(owner.page)).toEqual([]);

  await staff.page.reload();
  await expect(staff.page.getByText('责任人在等答复')).toBeVisible();
  await press(staff.page, '延期');
  await noted(staff.page);

  // The lead cannot finish over a partner who has not done his part, and is told why.
  await owner.page.reload();
  await expect(owner.page.getByText('还有 1 家联办单位没办完，都办完了才能办结。')).toBeVisible();
  await expect(next(owner.page).getByRole('button', { name: '办结', exact: true })).toHaveCount(0);

  await staff.page.reload();
  await unfold(staff.page, '免去这一份');
  const release = next(staff.page).locator('form', { has: staff.page.locator('input[value=release-part]') });
  await release.getByLabel('说明（相关的人看得到）').fill('社区自己挪了');
  await release.locator('button').click();
  await noted(staff.page);

  const finish = async (words: string) => {
    await owner.page.reload();
    const done = next(owner.page).locator('form', { has: owner.page.locator('input[value=finish]') });
    await done.getByLabel('说明（相关的人看得到）').fill(words);
    await done.locator('button').click();
    await noted(owner.page);
  };
  await finish('修好了');
  await staff.page.reload();
  await unfold(staff.page, '退回重办');
  const rework = next(staff.page).locator('form', { has: staff.page.locator('input[value=rework]') });
  await rework.getByLabel('说明（相关的人看得到）').fill('还差一条');
  await rework.locator('button').click();
  await noted(staff.page);
  await finish('两条都装好了');
  await staff.page.reload();
  await press(staff.page, '核实属实');
  await noted(staff.page);
  for (const name of ['办理速度', '解决效果', '服务态度'])
    await next(staff.page).getByRole('group', { name }).getByRole('radio', { name: '很满意' }).check();
  await press(staff.page, '记居民评价');
  await noted(staff.page);
  await expect(staff.page.getByText('速度 5 分，效果 5 分，态度 5 分').first()).toBeVisible();
  await expect(staff.page.getByText(/返工 1 次/)).toBeVisible();
  expect(await serious(staff.page)).toEqual([]);
});

test('what is typed and chosen before the page’s script has come is still there when it has', async ({ device }) => {
  const staff = await device('staff', DESK, refusedWith(400, 409));
  const address = await anOpenItem(staff.page);
  let letGo = () => {};
  const slow = new Promise<void>((resolve) => (letGo = resolve));
  await staff.page.route('**/*.js', async (route) => {
    await slow;
    await route.continue();
  });
  await staff.page.goto(address, { waitUntil: 'commit' });
  const note = next(staff.page).getByLabel('请他办什么').first();
  await unfold(staff.page, '联办单位');
  await note.fill('先把杂物挪开');
  const within = next(staff.page).getByRole('radio', { name: /^5 个工作日内/ });
  await within.check();
  letGo();
  await expect.poll(() => staff.page.evaluate(() => 'earlyWords' in window)).toBe(false);
  await expect(note).toBeVisible();
  await expect(note).toHaveValue('先把杂物挪开');
  await expect(within).toBeChecked();
});

test('somebody was faster: nothing is overwritten, and the page says who did what', async ({ device }) => {
  const [one, two] = [
    await device('staff', DESK, refusedWith(400, 409)),
    await device('staff2', DESK, refusedWith(400, 409))
  ];
  const address = await anOpenItem(one.page);
  await two.page.goto(address);
  await unfold(two.page, '不予受理');
  await next(two.page).getByLabel('给居民看的理由').fill('不归社区管，已转街道。');
  await press(two.page, '不予受理');
  await noted(two.page);
  await next(one.page).getByLabel('派给谁').selectOption({ index: 1 });
  await next(one.page).getByLabel('说明（相关的人看得到）').first().fill('请带上梯子');
  await press(one.page, '派单');
  await expect(one.page.getByText(/尹知微刚刚动过这一条（没有受理）/)).toBeVisible();
  // The step is not offered any more; what was written for it is not gone.
  await expect(next(one.page).getByText('请带上梯子')).toBeVisible();
});

test('pictures go with an act, shrunk before they leave; a refusal loses neither them nor the words; the story shows them', async ({
  device
}) => {
  const staff = await device('staff', DESK, refusedWith(400, 409));
  const address = await anOpenItem(staff.page);
  const wide = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#386' } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: 'secret-place' } })
    .toBuffer();
  const form = next(staff.page).locator('form', { has: staff.page.locator('input[value=note]') });
  await unfold(staff.page, '记进展');
  const pictures = ['before.jpg', 'after.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer: wide }));
  await form.getByLabel(/^照片/).setInputFiles(pictures);
  await expect(form.getByRole('img', { name: '照片 2' })).toBeVisible();
  const size = await form
    .locator('input[type=file]')
    .evaluate((input: HTMLInputElement) => input.files![0]!.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)]));
  expect((await sharp(Buffer.from(size)).metadata()).width).toBe(2560);
  expect(Buffer.from(size).includes('secret-place')).toBe(false);
  await form.getByLabel('说明（相关的人看得到）').fill('楼道清出来了');
  // A colleague is faster.
  const other = await device('staff2', DESK, refusedWith(400, 409));
  await other.page.goto(address);
  await unfold(other.page, '记进展');
  const theirs = next(other.page).locator('form', { has: other.page.locator('input[value=note]') });
  await theirs.getByLabel('说明（相关的人看得到）').fill('打过电话');
  await theirs.locator('button').click();
  await noted(other.page);
  await form.locator('button').click();
  await expect(staff.page.getByText(/刚刚动过这一条/)).toBeVisible();
  await expect(form.getByText('照片已经收下 2 张，不用再选。')).toBeVisible();
  await expect(form.getByLabel('说明（相关的人看得到）')).toHaveValue('楼道清出来了');
  await form.locator('button').click();
  await noted(staff.page);
  const story = staff.page.getByRole('listitem').filter({ hasText: '楼道清出来了' });
  await expect(story.getByRole('img')).toHaveCount(2);
  await expect
    .poll(() =>
      story
        .getByRole('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth)
    )
    .toBeGreaterThan(0);
  await holdsLayout(staff.page, [PHONE, DESK], { axeAt: [PHONE] });
});

test('two items become one and come apart again, a matter is split off, words are changed', async ({ device }) => {
  const { page } = await device('staff', DESK, refusedWith(400, 409));
  await page.goto('/ledger?state=open');
  const number = await page.locator('tbody tr').nth(1).locator('td.number').innerText();
  await anOpenItem(page);
  await unfold(page, '并到另一条');
  await next(page).getByLabel('并到哪一条（编号）').fill('2026-9999');
  await press(page, '并到另一条');
  await expect(page.getByText(/要并入的那条台账没找到/)).toBeVisible();
  await next(page).getByLabel('并到哪一条（编号）').fill(number);
  await press(page, '并到另一条');
  await noted(page);
  await expect(page.getByRole('link', { name: new RegExp(`^已并到 ${number}`) })).toBeVisible();
  await unfold(page, '从并案里拿出来');
  await next(page).getByLabel('说明（相关的人看得到）').first().fill('不是同一件');
  await press(page, '从并案里拿出来');
  await noted(page);
  await unfold(page, '拆成两件');
  const split = next(page).locator('form', { has: page.locator('input[value=split]') });
  await split.getByLabel('拆出来的是什么事').fill('门口的灯另算');
  await split.getByLabel('说明（相关的人看得到）').fill('两家的活');
  await split.getByRole('button').click();
  await noted(page);
  await expect(page.getByText('拆出去一件')).toBeVisible();
  await unfold(page, '改内容');
  const words = next(page).locator('form', { has: page.locator('input[value=amend]') });
  await words.getByLabel('办理方式').selectOption('standard');
  await words.getByRole('button').click();
  await noted(page);
  await expect(page.getByText(/^办理方式：.*→/)).toBeVisible();
});
