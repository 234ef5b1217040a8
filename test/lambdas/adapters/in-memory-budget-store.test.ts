import { InMemoryBudgetStore } from '../../../lambdas/adapters/in-memory-budget-store.ts';
import { describeBudgetStore } from '../record/budget-store.contract.ts';

describeBudgetStore('InMemoryBudgetStore', async () => new InMemoryBudgetStore());
