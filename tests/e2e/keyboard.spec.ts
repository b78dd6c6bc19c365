import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/e2e';
import { DESK } from '../support/tablet';

// Everything without a pointer: each control is reached with the Tab key, shows that it is, and is pressed with a key.

const MOST_TABS = 90;

/** Goes on with Tab until it has the focus; it must be seen there. */
async function reach(page: Page, wanted: Locator) {
  await expect(wanted).toBeVisible();
  for (let n = 0; n < MOST_TABS; n++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
  // A ring, or for a hidden radio or checkbox that of what stands for it.
  const ring = await wanted.evaluate((element) => {
    const rings = [element, element.parentElement!, element.nextElementSibling ?? element].map(
      (one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none'
    );
    return rings.some(Boolean);
  });
  expect(ring, `the focus is seen at ${await wanted.evaluate((element) => element.outerHTML.slice(0, 120))}`).toBe(
    true
  );
}

const press = async (page: Page, wanted: Locator, key = 'Enter') => {
  await reach(page, wanted);
  await page.keyboard.press(key);
};

async function type(page: Page, wanted: Locator, text: string) {
  await reach(page, wanted);
  await page.keyboard.insertText(text);
}

test('a meeting is planned, written, decided, read back and closed with the keyboard alone', async ({ device }) => {
  const { page } = await device(null, DESK);
  await page.goto('/sign-in');
  await type(page, page.getByRole('textbox', { name: '账号' }), 'facilitator');
  await type(page, page.getByLabel('密码', { exact: true }), 'stoolside-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/meetings');
  await page.goto('/meetings/new');
  await type(page, page.locator('#title'), '只用键盘的议事会');
  await page.keyboard.press('Enter');
  await page.waitForURL(/meetings\/[0-9a-f-]{36}/);
  await press(page, page.locator('a[href$="/stool"]').first());

  await press(page, page.getByRole('button', { name: '开始', exact: true }));
  const panel = page.getByRole('region', { name: '主持' });
  await expect(panel.locator('[data-report]').first()).toBeVisible();
  await press(page, panel.getByRole('button', { name: '收起' }));
  await type(page, page.getByRole('textbox', { name: '谁说的' }).first(), '3号楼居民');
  await type(page, page.getByRole('textbox', { name: '说了什么' }), '楼道灯不亮');
  await press(page, page.getByRole('button', { name: '记下', exact: true }));
  const line = page.locator('[data-entry]', { hasText: '楼道灯不亮' });
  await press(page, line.getByRole('button', { name: /列为问题$/ }));

  const card = page.locator('[data-issue]').first();
  const handle = card.getByRole('button', { name: /^打开问题/ });
  if ((await handle.getAttribute('aria-expanded')) !== 'true') await press(page, handle);
  const owner = card.getByRole('group', { name: '责任人' });
  await press(page, owner.getByRole('button').first());
  await expect(owner.getByRole('searchbox')).toBeFocused();
  await page.keyboard.insertText('wy');
  await expect(owner.getByRole('button', { name: '暖巢物业公司' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(owner).toContainText('暖巢物业公司');
  const due = card.getByRole('group', { name: '完成时限' });
  await press(page, due.getByRole('button').first());
  await press(page, due.getByRole('button', { name: '一周内' }));

  await press(page, page.getByRole('button', { name: /^主持/ }));
  await press(page, panel.getByRole('button', { name: /^表决/ }));
  await type(page, panel.getByRole('textbox', { name: '问什么' }), '先修灯，同意吗？');
  await press(page, panel.getByRole('button', { name: '开始', exact: true }));
  await press(page, panel.getByRole('button', { name: '数手' }));
  await press(page, panel.getByRole('button', { name: '赞成：多一只手' }));
  await press(page, panel.getByRole('button', { name: '我数好了' }));
  await press(page, panel.getByRole('button', { name: '就按这个数' }));
  await press(page, panel.getByRole('button', { name: /写进民情日记/ }));
  await press(page, panel.getByRole('button', { name: '收起' }));

  await press(page, page.getByRole('button', { name: '念一遍' }));
  await press(page, page.getByRole('button', { name: '大家确认' }));
  await press(page, page.getByRole('button', { name: '看看合计' }));
  await press(page, page.getByRole('button', { name: '结束议事会' }));
  await expect(page.getByText('议事会结束了')).toBeVisible();
});

test('what a screen reader is told: nothing for each line of the diary, one polite sentence for a decision', async ({
  app,
  device
}) => {
  const tablet = await device('facilitator');
  const residents = await device(null, { width: 360, height: 740 });
  await tablet.page.goto('/meetings/00000000-0000-4000-8000-000000000002/stool');
  await residents.page.goto(`/m/${app.code}`);
  await expect(residents.page.locator('#live')).toBeVisible();
  const told = residents.page.locator('[data-place="news"]');
  await expect(told).toHaveAttribute('aria-live', 'polite');
  const before = await told.innerText();
  const say = async (text: string, kind?: string) => {
    if (kind) await tablet.page.getByRole('radio', { name: kind }).first().check();
    await tablet.page.getByRole('textbox', { name: '说了什么' }).fill(text);
    await tablet.page.getByRole('button', { name: '记下', exact: true }).click();
    await expect(residents.page.getByText(text).first()).toBeAttached();
  };
  await say('读屏的人不用句句都听');
  expect(await told.innerText()).toBe(before);
  for (const page of [tablet.page, residents.page]) {
    const live = await page
      .locator('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]')
      .evaluateAll((all, words) => all.filter((one) => one.textContent?.includes(words)).length, '读屏的人');
    expect(live).toBe(0);
  }
  await say('定了：明天修灯', '定');
  await expect(told).toContainText('明天修灯');
});
