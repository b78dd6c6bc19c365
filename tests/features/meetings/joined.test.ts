import { expect, it } from 'vitest';
import { joined } from '$lib/features/meetings/stool/joined';

it('what a part reads anew at each look stays so in the whole, and what is set reaches the part', () => {
  let now = 1;
  const clock = {
    get now() {
      return now;
    },
    set now(next) {
      now = next;
    }
  };
  const whole = joined(clock, { add: (n: number) => (now += n) });
  whole.add(1);
  expect(whole.now).toBe(2);
  whole.now = 5;
  expect(clock.now).toBe(5);
});
