import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Pseudonym, PseudonymStore } from '../../../lambdas/record/pseudonym-store.ts';
import { AGENT, OTHER_AGENT } from '../../support/a-call.ts';

let sessions = 0;

/** What every PseudonymStore promises; `newStore` makes the one under test, or gives one that other tests fill too. */
export function describePseudonymStore(name: string, newStore: () => Promise<PseudonymStore>): void {
  describe(`${name} keeps the contract of PseudonymStore`, () => {
    let store: PseudonymStore;
    let session: { agent: string; session: string };
    const until = Math.floor(Date.now() / 1000) + 3600;
    const aPseudonym = (changes: Partial<Pseudonym> = {}): Pseudonym => ({
      token: '<email:7f3a91c2d04e>',
      operation: 'op_1',
      path: '$.Users[*].Email',
      until,
      mac: '7f3a91c2d04e00',
      sealed: 'c2VhbGVk',
      ...changes,
    });

    beforeEach(async () => {
      store = await newStore();
      session = { agent: AGENT, session: `s-${process.pid}-${Date.now()}-${sessions++}` };
    });

    it('gives back what it keeps, and nothing of what it does not', async () => {
      const kept = aPseudonym();
      expect(await store.keep(session, [kept])).toEqual([]);

      expect(await store.find(session, [kept.token, '<email:000000000000>'])).toEqual([kept]);
    });

    it('keeps sessions apart, and those of two agents that are called alike', async () => {
      const { token } = aPseudonym();
      await store.keep(session, [aPseudonym()]);

      expect(await store.find({ ...session, agent: OTHER_AGENT }, [token])).toEqual([]);
      expect(await store.find({ ...session, session: `${session.session}x` }, [token])).toEqual([]);
    });

    it('keeps what is shown again with its new place and time', async () => {
      const again = aPseudonym({ operation: 'op_2', path: '$', until: until + 60 });
      await store.keep(session, [aPseudonym()]);

      expect(await store.keep(session, [again])).toEqual([]);
      expect(await store.find(session, [again.token])).toEqual([again]);
    });

    it('never lets a pseudonym change its value: names the second one and keeps all others', async () => {
      const [first, clash] = [aPseudonym(), aPseudonym({ mac: '7f3a91c2d04eff', sealed: 'other' })];
      const beside = aPseudonym({ token: '<email:999999999999>', mac: '99999999999900' });
      await store.keep(session, [first]);

      expect(await store.keep(session, [clash, beside])).toEqual([clash.token]);
      expect(await store.find(session, [first.token, beside.token])).toEqual([first, beside]);
    });

    it('takes as many as an answer may show', async () => {
      const many = Array.from({ length: 250 }, (_, index) => {
        const digits = String(index).padStart(12, '0');
        return aPseudonym({ token: `<email:${digits}>`, mac: digits });
      });

      expect(await store.keep(session, many)).toEqual([]);
      expect(await store.find(session, [many[0]!.token, many[249]!.token])).toEqual([many[0], many[249]]);
      expect(await store.keep(session, [])).toEqual([]);
    });
  });
}
