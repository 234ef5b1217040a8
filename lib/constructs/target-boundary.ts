import { CfnManagedPolicy, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * What no target role may do, whatever is added to its permissions later. A permissions boundary grants nothing: its `Allow`
 * only leaves room for what the role itself is given.
 */
export const NEVER: Readonly<Record<string, readonly string[]>> = {
  NeverWritesIam: [
    ...['Add', 'Accept', 'Associate', 'Attach', 'Change', 'Create', 'Deactivate', 'Delete', 'Detach'],
    ...['Disable', 'Enable', 'Pass', 'Put', 'Reject', 'Remove', 'Reset', 'Resync', 'Send', 'Set', 'Tag', 'Untag'],
    ...['Update', 'Upload'],
  ].map((verb) => `iam:${verb}*`),
  NeverBlindsTheAuditors: [
    ...['DeleteTrail', 'PutEventSelectors', 'PutInsightSelectors', 'StopLogging', 'UpdateTrail'].map(of('cloudtrail')),
    ...['DeleteEventDataStore', 'StopEventDataStoreIngestion', 'UpdateEventDataStore'].map(of('cloudtrail')),
    ...['DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'PutConfigurationRecorder'].map(of('config')),
    ...['PutDeliveryChannel', 'StopConfigurationRecorder', 'DeleteRetentionConfiguration'].map(of('config')),
    ...['CreateFilter', 'DeleteDetector', 'DeleteMembers', 'DeletePublishingDestination'].map(of('guardduty')),
    ...['DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount'].map(of('guardduty')),
    ...['DisassociateMembers', 'StopMonitoringMembers', 'UpdateDetector', 'UpdateFilter'].map(of('guardduty')),
  ],
  NeverLeavesTheOrganisation: ['LeaveOrganization', 'CloseAccount'].map(of('organizations')),
  NeverBecomesAnotherRole: ['AssumeRole*', 'AssumeRoot', 'GetFederationToken'].map(of('sts')),
};

/** The managed policy that bounds target roles. */
export class TargetBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const room = new PolicyStatement({ sid: 'RoomForTheCeiling', actions: ['*'], resources: ['*'] });
    const never = Object.entries(NEVER).map(
      ([sid, actions]) => new PolicyStatement({ sid, effect: Effect.DENY, actions: [...actions], resources: ['*'] }),
    );
    const policy = new CfnManagedPolicy(this, 'Policy', {
      description: 'Countersign: what no target role may do, whatever it is given',
      policyDocument: new PolicyDocument({ statements: [room, ...never] }),
    });
    this.arn = policy.attrPolicyArn;
    const reason = 'A boundary grants nothing; the ceiling of the role says what is allowed.';
    acknowledge(policy, { 'AwsSolutions-IAM5[Action::*]': reason, 'AwsSolutions-IAM5[Resource::*]': reason });
  }
}

function of(service: string): (name: string) => string {
  return (name) => `${service}:${name}`;
}
