import { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryStopStore } from '../../../lambdas/adapters/in-memory-stop-store.ts';
import { describeStopStore } from '../record/stop-store.contract.ts';

describeStopStore('InMemoryStopStore', async () => {
  const stops = new InMemoryStopStore();
  return { stops, operations: new InMemoryOperationStore(stops) };
});
