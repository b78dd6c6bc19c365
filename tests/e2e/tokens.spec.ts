import { DESK } from '../support/layout';
import { expect, test } from '../support/e2e';

test('a token made in the settings works until it is revoked', async ({ app, open }) => {
  const api = (path: string, headers: Record<string, string>) => fetch(`${app.url}/api/v1/${path}`, { headers });
  const page = await open('staff', '/settings', DESK);
  await page.getByLabel('用在哪里').fill('数据汇总');
  await page.getByRole('button', { name: '生成令牌' }).click();
  const shown = page.getByText(/^stl_[A-Za-z0-9_-]{43}$/);
  const token = (await shown.textContent())!.trim();
  const authorization = `Bearer ${token}`;
  expect((await api('ledger?limit=1', { authorization })).status).toBe(200);
  // A program has no origin of ours, and needs none: it carries no cookie.
  expect((await api('venues', { authorization, origin: 'https://platform.example' })).status).toBe(200);
  await page.goto('/settings');
  await expect(shown).toHaveCount(0);
  await page.getByRole('button', { name: /作废/ }).click();
  await expect(page.getByText('数据汇总')).toHaveCount(0);
  const refused = await api('ledger?limit=1', { authorization });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
});
