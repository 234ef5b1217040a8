import type { ActionGrant } from '../../../lambdas/catalogue/resolution.ts';
import { END, REGION, contextFor, concrete, matches } from './approved.ts';
import type { Request } from './simulate.ts';

/** A request that differs from an approved one in one respect. */
export interface NearMiss {
  readonly differs: string;
  readonly request: Request;
}

/** Other actions to try on a resource, by its ARN: what an attacker would want next. */
const OTHERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^arn:aws:s3:::[^/]+\//,
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl'],
  ],
  [/^arn:aws:s3:::[^/]+$/, ['s3:ListBucket', 's3:DeleteBucket', 's3:PutBucketPolicy']],
  [/:dynamodb:.*\/index\//, ['dynamodb:Query', 'dynamodb:Scan']],
  [/:dynamodb:/, ['dynamodb:GetItem', 'dynamodb:DeleteItem', 'dynamodb:DeleteTable', 'dynamodb:Scan']],
  [
    /:secretsmanager:/,
    ['secretsmanager:GetSecretValue', 'secretsmanager:DeleteSecret', 'secretsmanager:PutSecretValue'],
  ],
  [/:kms:/, ['kms:Decrypt', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant']],
  [/:ec2:.*:instance\//, ['ec2:TerminateInstances', 'ec2:StartInstances', 'ec2:RunInstances']],
  [/:iam:.*:user\//, ['iam:DeleteUser', 'iam:CreateAccessKey', 'iam:PutUserPolicy']],
  [/:iam:.*:role\//, ['iam:DeleteRole', 'iam:PassRole', 'sts:AssumeRole']],
  [/:iam:.*:group\//, ['iam:DeleteGroup', 'iam:PutGroupPolicy']],
  [/:lambda:.*:function:/, ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:DeleteFunction']],
  [/:sqs:/, ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteQueue']],
  [/:ssm:.*:parameter\//, ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter']],
  [/:sns:/, ['sns:Publish', 'sns:Subscribe', 'sns:SetTopicAttributes', 'sns:DeleteTopic']],
  [/:ecs:.*:service\//, ['ecs:UpdateService', 'ecs:DeleteService']],
  [/:ecs:.*:task\//, ['ecs:StopTask', 'ecs:ExecuteCommand']],
  [/:ecs:.*:cluster\//, ['ecs:DeleteCluster', 'ecs:ExecuteCommand']],
  [/:ecs:.*:task-definition\//, ['ecs:RunTask', 'ecs:StartTask', 'ecs:RegisterTaskDefinition']],
  [/:ecr:/, ['ecr:BatchGetImage', 'ecr:PutImage', 'ecr:DeleteRepository', 'ecr:SetRepositoryPolicy']],
  [/:rds:.*:db:/, ['rds:DeleteDBInstance', 'rds:ModifyDBInstance', 'rds:StopDBInstance']],
  [/:rds:.*:cluster:/, ['rds:DeleteDBCluster', 'rds:StopDBCluster']],
  [/:rds:.*:snapshot:/, ['rds:DeleteDBSnapshot', 'rds:ModifyDBSnapshotAttribute']],
  [
    /:cloudformation:.*:stack\//,
    ['cloudformation:CreateStack', 'cloudformation:DeleteStack', 'cloudformation:SetStackPolicy'],
  ],
  [/:cloudwatch:.*:alarm:/, ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm', 'cloudwatch:SetAlarmState']],
  [/:cloudwatch:.*:dashboard\//, ['cloudwatch:PutDashboard', 'cloudwatch:DeleteDashboards']],
  [/:logs:.*:log-stream:/, ['logs:GetLogEvents', 'logs:PutLogEvents', 'logs:DeleteLogStream']],
  [/:logs:.*:log-group:/, ['logs:FilterLogEvents', 'logs:DeleteLogGroup', 'logs:PutSubscriptionFilter', 'logs:Unmask']],
  [/:athena:/, ['athena:StartQueryExecution', 'athena:GetQueryResults', 'athena:UpdateWorkGroup']],
  [/:glue:.*:table\//, ['glue:GetTable', 'glue:UpdateTable', 'glue:DeleteTable']],
  [/:glue:.*:database\//, ['glue:GetDatabase', 'glue:DeleteDatabase', 'glue:CreateTable']],
  [/:glue:.*:job\//, ['glue:StartJobRun', 'glue:UpdateJob', 'glue:DeleteJob']],
  [/:route53:.*:hostedzone\//, ['route53:ChangeResourceRecordSets', 'route53:DeleteHostedZone']],
  [/:states:.*:stateMachine:/, ['states:StartExecution', 'states:UpdateStateMachine', 'states:DeleteStateMachine']],
  [/:states:.*:execution:/, ['states:StopExecution', 'states:GetExecutionHistory']],
  [/:events:.*:rule\//, ['events:PutRule', 'events:PutTargets', 'events:DeleteRule']],
  [/:events:.*:event-bus\//, ['events:PutEvents', 'events:DeleteEventBus']],
  [/:kinesis:/, ['kinesis:PutRecord', 'kinesis:GetRecords', 'kinesis:DeleteStream']],
  [/:firehose:/, ['firehose:PutRecord', 'firehose:DeleteDeliveryStream', 'firehose:UpdateDestination']],
  [/:acm:/, ['acm:ExportCertificate', 'acm:DeleteCertificate']],
  [/:cloudtrail:/, ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors']],
  [/:autoscaling:/, ['autoscaling:SetDesiredCapacity', 'autoscaling:DeleteAutoScalingGroup']],
  [
    /:elasticloadbalancing:.*:targetgroup\//,
    ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeleteTargetGroup'],
  ],
  [
    /:elasticloadbalancing:.*:loadbalancer\//,
    ['elasticloadbalancing:DeleteLoadBalancer', 'elasticloadbalancing:SetSecurityGroups'],
  ],
  [/:organizations:.*:account\//, ['organizations:CloseAccount', 'organizations:MoveAccount']],
  [/:bedrock:.*:guardrail\//, ['bedrock:ApplyGuardrail', 'bedrock:DeleteGuardrail']],
  [/:bedrock:/, ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']],
];

/** Requests of other services that no example is granted on these resources. */
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ['s3:DeleteBucket', 'arn:aws:s3:::somebody-elses'],
  ['dynamodb:DeleteTable', 'arn:aws:dynamodb:eu-west-1:111122223333:table/countersign'],
  ['iam:CreateUser', 'arn:aws:iam::111122223333:user/eve'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/admin'],
  ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf'],
];

/** Everything close to one action on one resource of a grant that no grant of the call covers. */
export function nearMisses(grants: readonly ActionGrant[], grant: ActionGrant, pattern: string): readonly NearMiss[] {
  const [action = ''] = grant.actions;
  const approved = { action, resource: concrete(pattern), context: contextFor(grant) };
  const misses = [
    ...otherResources(approved),
    ...otherActions(approved),
    ...ELSEWHERE.map(([other, resource]) => ({
      differs: `does ${other}`,
      request: { ...approved, action: other, resource },
    })),
  ];
  return [...misses.filter(({ request }) => !covered(grants, request)), ...otherContexts(grant, approved)];
}

function covered(grants: readonly ActionGrant[], { action, resource }: Request): boolean {
  return grants.some(
    (grant) => grant.actions.includes(action) && grant.resources.some((pattern) => matches(pattern, resource)),
  );
}

/** The first letter of the last name in an ARN, after what tells an organization's ids apart. */
const LAST_NAME = /(?<=[:/])((?:r|ou|p)-)?([^:/])(?=[^:/]*$)/;

function otherResources(approved: Request): readonly NearMiss[] {
  if (approved.resource === '*') return [];
  const { resource } = approved;
  const last = resource.slice(-1);
  const flipped = last === last.toUpperCase() ? last.toLowerCase() : last.toUpperCase();
  const others = {
    longer: `${resource}x`,
    shorter: resource.slice(0, -1),
    'other letters': resource.slice(0, -1) + flipped,
    'a look-alike': resource.replace(LAST_NAME, (_, kind: string, first: string) => kind + (first === '0' ? '1' : '0')),
    'another account': resource.replace('111122223333', '999988887777'),
    'another region': resource.replace('eu-west-1', 'eu-west-2'),
  };
  // A name cut to nothing is no ARN of the type, which the simulator reports as a fault of the request; nor is another
  // name for what has none, such as an account's one catalog.
  const nameless = /:catalog$/.test(resource);
  const whole = Object.entries(others).filter(
    ([differs, other]) => !/[:/]$/.test(other) && !(nameless && !differs.startsWith('another ')) && other !== resource,
  );
  return whole.map(([differs, other]) => ({ differs, request: { ...approved, resource: other } }));
}

function otherActions(approved: Request): readonly NearMiss[] {
  const [, actions = []] = OTHERS.find(([pattern]) => pattern.test(approved.resource)) ?? [];
  return actions.map((action) => ({ differs: `does ${action}`, request: { ...approved, action } }));
}

function otherContexts(grant: ActionGrant, approved: Request): readonly NearMiss[] {
  const change = (differs: string, key: string, value: string): NearMiss => ({
    differs,
    request: { ...approved, context: { ...approved.context, [key]: value } },
  });
  // AWS answers it to everyone, whatever any policy says (STS API Reference, GetCallerIdentity).
  if (approved.action === 'sts:GetCallerIdentity') return [];
  const isS3 = approved.resource.startsWith('arn:aws:s3:::') && !grant.actions.includes('s3:CreateBucket');
  return [
    change('at the end', 'aws:CurrentTime', END),
    change('one second late', 'aws:CurrentTime', '2026-11-30T12:00:01Z'),
    change('a day late', 'aws:CurrentTime', '2026-12-01T11:59:59Z'),
    ...(approved.context['aws:RequestedRegion'] === REGION
      ? [change('asked of another region', 'aws:RequestedRegion', 'us-west-2')]
      : []),
    ...(isS3 ? [change('in a bucket of another account', 'aws:ResourceAccount', '999988887777')] : []),
    ...Object.keys(grant.when ?? {}).map((key) => change(`another ${key}`, key, 'other')),
  ];
}
