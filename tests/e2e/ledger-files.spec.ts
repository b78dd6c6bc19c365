import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { DESK, holdsLayout, PHONE } from '../support/layout';
import { expect, test } from '../support/e2e';

/** A ledger as a community keeps it, written by another program. */
async function ledgerFile(rows: string[][]): Promise<Buffer> {
  const cell = (value: string) => ({ value, type: String });
  return await writeXlsxFile(rows.map((row) => row.map(cell))).toBuffer();
}

async function choose(page: Page, name: string, buffer: Buffer) {
  await page.goto('/ledger/import');
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('台账文件').setInputFiles({ name, mimeType, buffer });
  await page.getByRole('button', { name: '打开看看' }).click();
  await expect(page.getByRole('heading', { name: '一、认一认列' })).toBeVisible();
}

test('what is filtered goes out as a workbook and as a table, and a partner gets his own', async ({ device }) => {
  const { page } = await device('staff', DESK);
  await page.goto('/ledger?state=open');
  const shown = Number(/\d+/.exec(await page.getByRole('status').first().innerText())![0]);
  expect(shown).toBeGreaterThan(0);
  const [xlsx] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 Excel' }).click()
  ]);
  expect(xlsx.suggestedFilename()).toMatch(/^槐荫里社区-台账-\d{4}-\d\d-\d\d\.xlsx$/);
  const rows = await readSheet(await xlsx.path());
  expect(rows).toHaveLength(shown + 1);
  expect(new Set(rows.slice(1).map((row) => row[2]))).toEqual(new Set(['待派单']));
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 CSV' }).click()
  ]);
  expect(readFileSync(await csv.path(), 'utf8').startsWith('\uFEFF编号,事项,状态')).toBe(true);

  const partner = await device('partner', DESK);
  await partner.page.goto('/ledger');
  await expect(partner.page.getByRole('link', { name: '导入台账' })).toHaveCount(0);
  const [own] = await Promise.all([
    partner.page.waitForEvent('download'),
    partner.page.getByRole('link', { name: '导出 Excel' }).click()
  ]);
  const theirs = await readSheet(await own.path());
  expect(theirs.length).toBeGreaterThan(1);
  expect(new Set(theirs.slice(1).map((row) => row[3]))).toEqual(new Set(['暖巢物业公司']));
  expect((await partner.page.request.get('/ledger/import')).status()).toBe(403);
});

test('an older ledger comes in: its columns are looked at, a cell is put right, a name is matched, and all of it is taken back', async ({
  device
}) => {
  const { page } = await device('staff', DESK);
  const file = await ledgerFile([
    ['槐荫里社区2025年诉求台账'],
    ['编号', '诉求内容', '反映人', '联系电话', '责任单位', '完成时限', '办理情况', '走访记录'],
    ['旧-001', '东门石墩太窄轮椅过不去', '葛师傅', '13812345678', '物业', '下周', '办理中', '量过尺寸'],
    ['旧-002', '想在槐树下加两张长椅', '', '', '', '', '待办', '']
  ]);
  await choose(page, '2025年台账.xlsx', file);
  await holdsLayout(page, [PHONE, DESK]);
  await expect(page.getByRole('combobox', { name: 'D 列 联系电话' })).toHaveValue('private');
  await expect(page.getByText('这样的列只提醒，不会导入')).toBeVisible();
  // What the guess does not know goes below the detail.
  await page.getByRole('combobox', { name: 'H 列 走访记录' }).selectOption('附在经过后面');
  await page.getByRole('button', { name: '列对了，看看内容' }).click();

  const problem = page.getByText('第3行 F列“完成时限”：读不出日期“下周”，请写成 2026-12-01。');
  await expect(problem).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.getByRole('textbox', { name: '应该是' }).first().fill('2026-12-31');
  await page.getByRole('button', { name: '存下改正' }).click();
  await expect(problem).toHaveCount(0);
  // 物业 is nobody's name; the one who may be meant is offered.
  const owner = page.getByRole('combobox', { name: /没有叫“物业”的责任主体/ });
  await expect(owner.locator('option:checked')).toHaveText('暖巢物业公司');
  await page.getByRole('button', { name: '就这样，再看一遍' }).click();
  await page.getByRole('button', { name: '导入 2 件' }).click();

  await expect(page.getByText('新记了 2 件')).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.getByRole('link', { name: /东门石墩太窄/ }).click();
  await expect(page.getByText('走访记录：量过尺寸')).toBeVisible();
  await expect(page.getByText('从原台账导入').first()).toBeVisible();
  await expect(page.getByText('13812345678')).toHaveCount(0);
  await page.goto('/ledger?q=旧-001');
  await expect(page.getByRole('link', { name: /东门石墩太窄/ })).toBeVisible();

  // Once more: all of it is known, and what differs is changed only when ticked.
  const again = await ledgerFile([
    ['编号', '诉求内容', '责任单位', '完成时限', '办理情况'],
    ['旧-001', '东门石墩太窄轮椅过不去', '物业', '2026-12-31', '办理中'],
    ['旧-002', '想在槐树下加三张长椅', '', '', '待办']
  ]);
  await choose(page, '2025年台账改.xlsx', again);
  await page.getByRole('button', { name: '列对了，看看内容' }).click();
  await expect(page.getByRole('cell', { name: '想在槐树下加三张长椅' })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await expect(page.getByText('没有要导入的')).toBeVisible();
  await page.getByRole('checkbox', { name: /照表改/ }).check();
  await page.getByRole('button', { name: '就改打勾的' }).click();
  await page.getByRole('button', { name: '改 1 件' }).click();
  await expect(page.getByText('改了 1 件')).toBeVisible();

  await page.goto('/ledger/import');
  await holdsLayout(page, [PHONE, DESK]);
  await page.getByRole('link', { name: '2025年台账.xlsx', exact: true }).click();
  await page.getByRole('button', { name: '撤回这次导入' }).click();
  // The one that was changed since has been worked on: it stays, and is listed.
  await expect(page.getByText('撤回了 1 件')).toBeVisible();
  await expect(page.getByRole('heading', { name: '有 1 件已经有人办过，留着没动' })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.goto('/ledger?q=旧');
  await expect(page.getByRole('link', { name: /三张长椅/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /东门石墩太窄/ })).toHaveCount(0);
  await page.goto('/ledger?q=旧&state=withdrawn');
  await expect(page.getByRole('link', { name: /东门石墩太窄/ })).toBeVisible();
});

test('the import works where no script runs, and says what it cannot read', async ({ device }) => {
  const { page } = await device('secretary', DESK, { noise: /status of (4|503)/, javaScriptEnabled: false });
  await page.goto('/ledger/import');
  const old = { name: '旧.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') };
  await page.getByLabel('台账文件').setInputFiles(old);
  await page.getByRole('button', { name: '打开看看' }).click();
  await expect(page.getByRole('alert')).toContainText('旧版的 .xls');
  const csv = Buffer.from('事项,登记日期\r\n没有脚本也能导,2026-01-05\r\n');
  await page.getByLabel('台账文件').setInputFiles({ name: '小表.csv', mimeType: 'text/csv', buffer: csv });
  await page.getByRole('button', { name: '打开看看' }).click();
  await page.getByRole('button', { name: '列对了，看看内容' }).click();
  await page.getByRole('button', { name: '导入 1 件' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('新记了 1 件')).toBeVisible({ timeout: 500 });
  }).toPass();
});
