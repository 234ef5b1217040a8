import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readPolicies } from '../lambdas/decide/read-policies.ts';
import { GatewayStack } from '../lib/gateway-stack.ts';

const app = new App({ treeMetadata: false, analyticsReporting: false });
new GatewayStack(app, 'Countersign', { policies: readPolicies(join(import.meta.dirname, '../policies')) });
