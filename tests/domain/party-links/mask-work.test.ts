import { describe, expect, it } from 'vitest';
import { maskForWork } from '$lib/domain/party-links/mask-work';

describe('what whoever does the work reads', () => {
  it('[P3] keeps the door and masks what leads to a person', () => {
    expect(maskForWork('3号楼2单元501室漏水')).toBe('3号楼2单元501室漏水');
    for (const text of ['打 13812345678', '证 110101199003077758', '座机 010-62345678']) {
      expect(maskForWork(text)).not.toBe(text);
      expect(maskForWork(text)).not.toMatch(/12345678|1990|6234/);
    }
    expect(maskForWork('樊桂芳家漏水', ['樊桂芳'])).not.toContain('樊桂芳');
    expect(maskForWork('3号楼居民说漏水', ['3号楼居民'])).toBe('3号楼居民说漏水');
    expect(maskForWork('编号 2026042', [])).toBe('编号 2026042');
  });
});
