import { InMemoryPseudonymStore } from '../../../lambdas/adapters/in-memory-pseudonym-store.ts';
import { describePseudonymStore } from '../record/pseudonym-store.contract.ts';

describePseudonymStore('InMemoryPseudonymStore', async () => new InMemoryPseudonymStore());
