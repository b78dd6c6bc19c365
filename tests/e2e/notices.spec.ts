import Database from 'better-sqlite3';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { readLetter } from '../support/letter';
import { DESK, holdsLayout, PHONE, sticksOut } from '../support/layout';
import { expect, refusedWith, test } from '../support/e2e';

// The settings are read where the file's server starts: with its first test.
// A mail server on this machine, and a host that the settings allow and that lies inside: neither leaves it.

let smtp: SMTPServer;
const letters: { to: string; text: string }[] = [];
const before = { ...process.env };

test.beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (piece: string) => (raw += piece));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo[0]!.address, text: readLetter(raw).text });
        done();
      });
    }
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String((smtp.server.address() as { port: number }).port),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'stool@example.org',
    WEBHOOK_HOSTS: 'localhost'
  });
});
test.afterAll(async () => {
  for (const name of ['SMTP_HOST', 'SMTP_PORT', 'SMTP_SECURITY', 'MAIL_FROM', 'WEBHOOK_HOSTS'])
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

/** As on the first day: what a working morning, today's or one that comes while the test runs, told people is gone. */
function forgetMornings(dataDir: string) {
  const db = new Database(path.join(dataDir, 'stoolside.sqlite'));
  db.pragma('busy_timeout = 5000');
  const done = db.prepare(
    'INSERT OR IGNORE INTO chase_run (community_id, day, done_at, looked, told, raised) SELECT id, ?, ?, 0, 0, 0 FROM community'
  );
  for (const ahead of [0, 1]) {
    const day = new Date(Date.now() + (8 + 24 * ahead) * 3600_000).toISOString().slice(0, 10);
    done.run(day, new Date().toISOString());
  }
  db.exec('DELETE FROM notice');
  db.close();
}

/** What the ledger's acts will put: two notices for the office, one of them about an item that stands. */
function putForOffice(dataDir: string) {
  const db = new Database(path.join(dataDir, 'stoolside.sqlite'));
  db.pragma('busy_timeout = 5000');
  const { communityId, itemId, number } = db
    .prepare<[], { communityId: string; itemId: string; number: string }>(
      "SELECT community_id communityId, id itemId, number FROM item WHERE state = 'open' LIMIT 1"
    )
    .get()!;
  const put = db.prepare(
    "INSERT INTO notice (community_id, seq, id, at, kind, to_kind, to_id, item_id, \"values\") VALUES (?, ?, ?, ?, ?, 'office', '', ?, ?)"
  );
  const at = new Date().toISOString();
  put.run(
    communityId,
    101,
    'n1',
    at,
    'returned',
    itemId,
    JSON.stringify({ number, title: '电梯异响', who: '暖巢物业公司', reason: '等配件' })
  );
  put.run(communityId, 102, 'n2', at, 'finished', itemId, JSON.stringify({ number, title: '楼道灯不亮' }));
  db.close();
  return { number, itemId };
}

test('an administrator opens ways out, tries them, reads what came of it and takes one away', async ({ device }) => {
  // A form that could not be saved is answered with 400, which the browser notes.
  const { page } = await device('admin', DESK, refusedWith(400));
  await page.goto('/settings');
  await page.getByRole('link', { name: '通知通道' }).click();
  await expect(page.getByText('还没有通道')).toBeVisible();
  await holdsLayout(page);
  await page.setViewportSize(DESK);

  const add = async (kind: string, name: string, address: string) => {
    await page.getByRole('radio', { name: kind }).check();
    await page.getByRole('textbox', { name: '叫什么' }).fill(name);
    await page.getByRole('textbox', { name: '机器人地址或邮箱' }).fill(address);
    await page.getByRole('button', { name: '存好' }).click();
  };
  // Not a robot's address, and what was typed is not sent back.
  await add('企业微信群机器人', '工作群', 'https://evil.example/cgi-bin/webhook/send?key=k');
  await expect(page.getByText('这个主机不在允许的名单里')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '叫什么' })).toHaveValue('工作群');
  await expect(page.getByRole('textbox', { name: '机器人地址或邮箱' })).toHaveValue('');
  await add('邮件', '物业信箱', 'office@example.org');
  await expect(page.getByText('“物业信箱”存好了')).toBeVisible();
  await page.getByRole('button', { name: '给“物业信箱”发一条测试' }).click();
  await expect(page.getByText('测试发出去了')).toBeVisible();
  expect(letters.at(-1)).toMatchObject({ to: 'office@example.org', text: expect.stringContaining('这是一条测试通知') });
  await add('别的系统', '街道平台', 'https://localhost/hook');
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.getByRole('button', { name: '给“街道平台”发一条测试' }).click();
  await expect(page.getByRole('alert')).toContainText('没发出去：这个地址在内部网络里');
  await holdsLayout(page, [PHONE, DESK]);
  await page.setViewportSize(DESK);
  await expect(page.getByText('1 条没发出去')).toBeVisible();

  await page.getByRole('link', { name: '“街道平台”的发送记录' }).click();
  await expect(page.getByRole('cell', { name: /没发出去/ })).toBeVisible();
  await holdsLayout(page, [PHONE, DESK]);
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: /^再试一次：/ }).click();
  await expect(page.getByText('1 条会马上再发。')).toBeVisible();
  await page.getByRole('link', { name: '通知通道' }).click();
  await page.getByRole('button', { name: '停用“物业信箱”' }).click();
  await expect(page.getByText('停用了')).toBeVisible();
  await page.getByRole('button', { name: '启用“物业信箱”' }).click();
  await page.getByRole('button', { name: '停用“街道平台”' }).click();
  await page.getByRole('button', { name: '删除“街道平台”' }).click();
  await expect(page.getByText('删掉了')).toBeVisible();
  await expect(page.getByRole('heading', { name: '街道平台' })).toHaveCount(0);
  await page.getByLabel('晚上几点起').fill('22:00');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('保存好了。')).toBeVisible();
  await expect(page.getByLabel('晚上几点起')).toHaveValue('22:00');
  const staff = await device('staff', DESK, refusedWith(403));
  await staff.page.goto('/settings/channels');
  await expect(staff.page.getByText('您的账号没有查看这一页的权限')).toBeVisible();
});

test('the bell counts what is new; the list leads to the item, and is read one by one or all at once', async ({
  app,
  device
}) => {
  forgetMornings(app.dataDir);
  const { page } = await device('secretary', DESK);
  await page.goto('/notices');
  await expect(page.getByText('还没有通知')).toBeVisible();
  const { number, itemId } = putForOffice(app.dataDir);
  await page.goto('/ledger');
  const bell = page.getByRole('link', { name: '通知，2 条没看' });
  await bell.click();
  await expect(page.getByRole('listitem').filter({ hasText: number })).toHaveCount(2);
  await holdsLayout(page);
  await page.setViewportSize(DESK);
  await page
    .getByRole('button', { name: /暖巢物业公司把台账 .*“电梯异响”退回来了：等配件$/, exact: false })
    .first()
    .click();
  await expect(page).toHaveURL(`${app.url}/ledger/${itemId}`);
  await page.getByRole('link', { name: '通知，1 条没看' }).click();
  await page.getByRole('button', { name: '全部看过了' }).click();
  await expect(page.getByRole('link', { name: '通知', exact: true })).toBeVisible();
  await expect(page.getByText('没看过')).toHaveCount(0);

  const other = await device('facilitator', PHONE);
  await other.page.goto('/ledger');
  await expect(other.page.getByRole('link', { name: '通知', exact: true })).toBeVisible();
  expect(await sticksOut(other.page)).toEqual([]);
});

test('a person takes his letters and his calendar, without a script, and ends both', async ({
  browser,
  app,
  device
}) => {
  const { page } = await device('partner', PHONE, { javaScriptEnabled: false });
  await page.goto('/settings');
  await page.getByRole('link', { name: '通知发到哪里' }).click();
  await page.getByRole('textbox', { name: '邮箱' }).fill('miao@example.org');
  await page.getByRole('button', { name: '发确认信' }).click();
  await expect(page.getByText('确认信发出去了')).toBeVisible();
  const link = /http\S+\/n\/confirm\/\S+/.exec(letters.at(-1)!.text)![0];
  const reader = await (await browser.newContext({ javaScriptEnabled: false, viewport: PHONE })).newPage();
  await reader.goto(app.url + new URL(link).pathname);
  await expect(reader.getByText('m***@example.org')).toBeVisible();
  // axe is a script itself.
  const { page: seen } = await device(null, PHONE);
  await seen.goto(new URL(link).pathname);
  await holdsLayout(seen, [PHONE]);
  await reader.getByRole('button', { name: '是我的，开始发' }).click();
  await expect(reader.getByText('确认好了')).toBeVisible();
  // Loading the answer of the form again sends it again: nothing changes by that.
  await page.reload();
  await expect(page.getByText('通知会发到 miao@example.org')).toBeVisible();
  await page.getByRole('button', { name: '发一条测试' }).click();
  await expect(page.getByText('测试发出去了')).toBeVisible();
  const off = /http\S+\/n\/off\/\S+/.exec(letters.at(-1)!.text)![0];
  await reader.goto(app.url + new URL(off).pathname);
  await reader.getByRole('button', { name: '不再发了' }).click();
  await expect(reader.getByText('不再发了。')).toBeVisible();
  await reader.goto(`${app.url}/n/off/made-up`);
  await expect(reader.getByText('这个链接已经作废')).toBeVisible();

  await page.goto('/settings/notices');
  await expect(page.getByText('已经退订')).toBeVisible();
  await page.getByRole('button', { name: '生成日历地址' }).click();
  const address = await page.getByText(/\/calendar\/\S+\/deadlines\.ics$/).innerText();
  const feed = await fetch(address.trim());
  expect([feed.status, feed.headers.get('content-type'), feed.headers.get('cache-control')]).toEqual([
    ...[200, 'text/calendar; charset=utf-8', 'private, no-store']
  ]);
  expect(await feed.text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: '作废' }).click();
  await expect(page.getByText('作废了')).toBeVisible();
  expect((await fetch(address.trim())).status).toBe(404);
});
