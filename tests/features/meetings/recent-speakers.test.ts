import { describe, expect, it } from 'vitest';
import { recentSpeakers } from '$lib/features/meetings/stool/composer/recent-speakers';
import { likelyOwners } from '$lib/features/meetings/writing/likely-owners';

describe('quick choices', () => {
  it('offer who spoke last first, each once, and not the writer of notes', () => {
    const said = (speaker: string, kind = 'voice') => ({ speaker, kind });
    const entries = [said('甲'), said('乙'), said('丙', 'note'), said(''), said('甲')];
    expect(recentSpeakers(entries, 8)).toEqual(['甲', '乙']);
    expect(recentSpeakers(entries, 1)).toEqual(['甲']);
  });

  it('offer owners named before, then oneself, then organisations, then the others in their order', () => {
    const parties = [
      { id: 'p1', kind: 'person' },
      { id: 'me', kind: 'person' },
      { id: 'o1', kind: 'organisation' },
      { id: 'named', kind: 'person' }
    ];
    const ids = likelyOwners(parties, ['named', null, 'gone'], 'me').map((party) => party.id);
    expect(ids).toEqual(['named', 'me', 'o1', 'p1']);
  });
});
