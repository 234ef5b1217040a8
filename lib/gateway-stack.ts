import { join } from 'node:path';
import { Stack, Stage, type StackProps } from 'aws-cdk-lib';
import type { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PreparedPolicies } from '../lambdas/decide/prepared-policies.ts';
import type { MaskingPolicy } from '../lambdas/mask/policy/masking-policy.ts';
import { ApprovalWorkflow } from './constructs/approval-workflow.ts';
import { ArchiveFeed } from './constructs/archive-feed.ts';
import { ArchiveStore } from './constructs/archive-store.ts';
import { FrontDoor } from './constructs/front-door.ts';
import { gatewayArns } from './constructs/gateway-arns.ts';
import { GatewayKeys } from './constructs/keys.ts';
import { OperatorPolicy } from './constructs/operator-policy.ts';
import { addOutputs } from './constructs/outputs.ts';
import { PolicyStore } from './constructs/policy-store.ts';
import { RecordStore } from './constructs/record-store.ts';
import { ResultStore } from './constructs/result-store.ts';
import { Settings } from './constructs/settings.ts';
import { SlackSecret } from './constructs/slack-secret.ts';
import * as stages from './constructs/stages.ts';
import { Sweep } from './constructs/sweep.ts';
import { TargetBoundary } from './constructs/target-boundary.ts';
import { TargetRole } from './constructs/target-role.ts';
import { Handlers } from './handlers.ts';

/** What a gateway is made from. Everything that differs between teams at run time is a parameter of the template. */
export interface GatewayStackProps extends StackProps {
  /** The team's policies, prepared; they travel inside the functions that decide. */
  readonly policies: PreparedPolicies;
  /** The team's masking policy. Default: Countersign's own masking and nothing else. */
  readonly masking?: MaskingPolicy;
  /** Folder of the handlers. Default: this repository's `lambdas`. */
  readonly handlers?: string;
  /** Default: governance, 35 days. */
  readonly archiveRetention?: ObjectLockRetention;
  /** Puts the permissions boundary of target accounts on this account's target role too. Default: false. */
  readonly boundary?: boolean;
}

const UNNAMED =
  'The stack name must contain "countersign": by that name the policies know the gateway\'s own resources and keep agents off them';

/** The whole gateway, in the order of an envelope's way. One for each account and region; the target role is its only fixed name. */
export class GatewayStack extends Stack {
  constructor(scope: Construct, id: string, props: GatewayStackProps) {
    super(scope, id, { description: 'Countersign: the way of AI agents to AWS', ...props });
    if (!/countersign/i.test(this.stackName)) throw new RangeError(UNNAMED);
    const ground = this.#ground(props);

    const requestApproval = stages.requestApprovalStage(this, ground);
    const execute = stages.executeStage(this, ground);
    const close = stages.closeStage(this, ground);
    const workflow = new ApprovalWorkflow(this, 'Workflow', { requestApproval, execute, close });

    const submit = stages.submitStage(this, ground, { workflow, execute, close });
    for (const decides of [submit, execute]) decides.acceptFindings(ground.policies.acceptedFinding);
    const answer = stages.answerStage(this, ground);
    const stop = stages.stopStage(this, ground, close);
    const door = new FrontDoor(this, 'FrontDoor', { submit, answer, stop });
    ground.keys.signOnlyAs(answer.role);
    ground.keys.nameOnlyAs(execute.role);

    const archive = stages.archiveStage(this, ground);
    const feed = new ArchiveFeed(this, 'ArchiveFeed', { record: ground.record, archive });
    new Sweep(this, 'Sweep', close);

    const functions = { submit, 'request-approval': requestApproval, answer, execute, close, archive, stop };
    const gateway = gatewayArns(this, { ...ground, functions, workflow, feed });
    const boundary = props.boundary && { boundary: new TargetBoundary(this, 'TargetBoundary') };
    const target = new TargetRole(this, 'Target', { executor: execute.role.grantPrincipal, gateway, ...boundary });
    const publisher = ground.policies.publisher(ground.record);
    const { policySet } = props.policies;
    const operators = new OperatorPolicy(this, 'Operators', door);
    addOutputs(this, { ...ground, functions, workflow, door, target, publisher, policySet, operators });
  }

  #ground({ policies, masking, handlers, archiveRetention }: GatewayStackProps): stages.Ground {
    const outdir = join(Stage.of(this)?.outdir ?? 'cdk.out', 'bundles');
    const keys = new GatewayKeys(this, 'Keys');
    return {
      handlers: new Handlers({
        handlers: handlers ?? join(import.meta.dirname, '../lambdas'),
        policies,
        masking,
        outdir,
      }),
      settings: new Settings(this),
      keys,
      record: new RecordStore(this, 'RecordStore'),
      policies: new PolicyStore(this, 'PolicyStore'),
      results: new ResultStore(this, 'ResultStore'),
      slack: new SlackSecret(this, 'SlackSecret', keys.data),
      archive: new ArchiveStore(this, 'ArchiveStore', {
        key: keys.data,
        ...(archiveRetention && { retention: archiveRetention }),
      }),
    };
  }
}
