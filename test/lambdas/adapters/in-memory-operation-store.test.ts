import { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import { describeOperationStore } from '../record/operation-store.contract.ts';

describeOperationStore('InMemoryOperationStore', async () => new InMemoryOperationStore());
