import { InMemoryResultStore } from '../../../lambdas/adapters/in-memory-result-store.ts';
import { describeResultStore } from '../execute/result-store.contract.ts';

describeResultStore('InMemoryResultStore', async () => new InMemoryResultStore());
