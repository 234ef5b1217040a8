import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readPolicies } from '../lambdas/decide/read-policies.ts';
import { GatewayStack } from '../lib/gateway-stack.ts';
import { masking, readMaskingFile } from '../lib/masking-file.ts';

const app = new App({ treeMetadata: false, analyticsReporting: false });
const policies = join(import.meta.dirname, '../policies');
const own = app.node.tryGetContext('masking') as string | undefined; // cdk deploy -c masking=FILE
new GatewayStack(app, 'Countersign', {
  policies: readPolicies(policies),
  masking: own === undefined ? masking(policies) : readMaskingFile(own),
});
