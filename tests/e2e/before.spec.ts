import sharp from 'sharp';
import { expect, test } from '../support/e2e';
import { Tablet } from '../support/tablet';

// Before a meeting: where to sit, on a plan of the neighbourhood, when nothing else lies near, and how people hear of it.

test('a place is put on the plan by pointer and by numbers, and the list says where to sit next and why', async ({
  device
}) => {
  const { context, page } = await device('admin', { width: 1280, height: 720 });
  const picture = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#dcead0' } })
    .png()
    .toBuffer();
  await page.goto('/settings');
  await page.getByRole('link', { name: '社区平面图' }).click();
  await page.getByLabel('选一张图').setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: picture });
  await page.getByRole('button', { name: '用这张图' }).click();
  await page.getByRole('radio', { name: /9号楼小广场/ }).check();
  await page.getByRole('button', { name: /在图上点“9号楼小广场”的位置/ }).click({ position: { x: 150, y: 150 } });
  await expect(page.getByText('放好了')).toBeVisible();
  await page.getByRole('radio', { name: /3号楼门前/ }).check();
  await page.getByText('填数也行').click();
  await page.getByLabel('离左边').fill('75');
  await page.getByLabel('离上边').fill('20');
  await page.getByRole('button', { name: '放在这里' }).click();
  await expect(page.getByText('放好了')).toBeVisible();

  await page.goto('/meetings/where');
  const [square, gate] = ['9号楼小广场', '3号楼门前'].map((name) =>
    page.getByRole('link', { name: new RegExp(name) }).first()
  );
  await expect(square!).toHaveAttribute('style', /left: ?25%/);
  await expect(square!).toHaveAttribute('style', /top: ?50%/);
  await expect(gate!).toHaveAttribute('style', /left: ?75%.*top: ?20%/);
  const places = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(places.filter({ hasText: '3号楼门前' })).toContainText('件事超期了');
  await page.getByRole('link', { name: '在3号楼门前开一场' }).click();
  await expect(page.getByLabel('在哪里坐')).toHaveValue(/.+/);
  await context.close();
});

test('planning says which other meeting lies near, and its notice is printed, copied and put into a calendar', async ({
  app,
  device
}) => {
  const { context, page } = await device('facilitator', { width: 1280, height: 720 });
  const make = async () => {
    await page.goto('/meetings/new');
    // The title follows the place once the page is awake.
    await expect(async () => {
      await page.getByLabel('在哪里坐').selectOption({ label: '东门门房' });
      await expect(page.getByLabel('会名')).toHaveValue(/东门门房/, { timeout: 1_000 });
    }).toPass();
    await page.getByLabel('日期').fill('2027-03-01');
  };
  await make();
  await expect(page.getByText('这个时间前后还有别的会')).toHaveCount(0);
  await page.getByRole('button', { name: '定下来' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('东门门房');
  const title = (await page.getByRole('heading', { level: 1 }).textContent())!;
  await page.getByRole('link', { name: /通知大家/ }).click();
  await expect(page.getByLabel('发到群里')).toHaveValue(/各位邻居，.*东门门房/);
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(title);
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const href = await page.getByRole('link', { name: '日历文件' }).getAttribute('href');
  const file = await context.request.get(app.url + href!);
  expect(file.headers()['content-type']).toContain('text/calendar');
  expect(await file.text()).toContain('BEGIN:VEVENT');

  await make();
  const near = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) });
  await expect(near).toContainText('也在这里');
  await context.close();
});

test('what a meeting puts off stands on the agenda of the next one that is planned at its place', async ({
  device,
  begin
}) => {
  const [tree, station] = ['b0000000-0000-4000-8000-000000000005', 'b0000000-0000-4000-8000-000000000006'];
  const { id } = await begin('老槐树下议一议', { venueId: tree });
  const { context, page } = await device('facilitator', { width: 800, height: 1280 });
  const tablet = new Tablet(page);
  await tablet.open(id);
  const agenda = await tablet.drawer('议程');
  await agenda.getByRole('textbox', { name: '现场加一项议题' }).fill('车棚怎么分');
  await agenda.getByRole('button', { name: '加一项' }).click();
  await agenda.getByRole('button', { name: '改“车棚怎么分”' }).click();
  await agenda.getByRole('button', { name: '留到下次', exact: true }).click();
  await agenda.getByRole('button', { name: '收起' }).click();
  await tablet.uploaded();
  await page.getByRole('button', { name: '念一遍' }).click();
  await page.getByRole('button', { name: '结束议事会' }).click();
  await expect(page.getByText('议事会结束了')).toBeVisible();

  await page.goto(`/meetings/new?venue=${tree}`);
  const second = page.getByLabel('第 2 项', { exact: true });
  await expect(second).toHaveValue('车棚怎么分');
  await expect(page.getByText('上次留下来的已排进议程：车棚怎么分')).toBeVisible();
  // Another place has put off nothing; an agenda of one's own is left alone and offered it.
  const choose = (venue: string) => page.getByLabel('在哪里坐').selectOption(venue);
  await expect(async () => {
    await choose(station);
    await expect(second).not.toHaveValue('车棚怎么分', { timeout: 1_000 });
  }).toPass();
  await second.fill('说说水站');
  await choose(tree);
  await page.getByRole('button', { name: '排进来' }).click();
  await expect(second).toHaveValue('车棚怎么分');
  await expect(page.getByLabel('第 3 项', { exact: true })).toHaveValue('说说水站');
  await page.getByRole('button', { name: '定下来' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '车棚怎么分' })).toBeVisible();
  await context.close();
});
