import { describe, expect, it } from 'vitest';
import { placeOf } from '$lib/domain/phones/place';

describe('where a phone calls from', () => {
  it('is an IPv4 address as it is, also where it comes wrapped', () => {
    expect(placeOf('192.0.2.7')).toBe('192.0.2.7');
    expect(placeOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64']
  ])('is of an IPv6 address %s its network', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});
