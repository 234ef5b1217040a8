import { App } from 'aws-cdk-lib';
import { TargetAccountStack } from '../lib/target-account-stack.ts';

const app = new App({ treeMetadata: false, analyticsReporting: false });
new TargetAccountStack(app, 'CountersignTarget');
