import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FrontDoor } from './front-door.ts';

/** What a person or a role needs to give the gateway orders. The stack attaches it to nobody. */
export class OperatorPolicy extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, door: FrontDoor) {
    super(scope, id);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `${Aws.STACK_NAME}-operator`,
      description: 'Countersign: stop agents, let them go on, list what is stopped',
      statements: [door.operate()],
    });
    this.arn = policy.managedPolicyArn;
  }
}
