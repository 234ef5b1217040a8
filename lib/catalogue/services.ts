/** Where a service's model comes from: its SDK client, and the key of its actions in the IAM data. */
export interface ServiceSource {
  /** The name that calls use: the AWS CLI's (and boto3's) name of the service, hyphens left out. */
  readonly name: string;
  readonly client: string;
  /** The prefix of its IAM actions, as the Service Authorization Reference has it. */
  readonly iam: string;
}

/**
 * The services of the catalogue, and of the executor's import map: name, SDK client and IAM prefix where they differ from
 * the name. To add one: install its client, add a line, run `npm run catalogue`.
 */
const LIST = `
  accessanalyzer = access-analyzer
  account
  acm
  amplify
  apigateway api-gateway
  apigatewayv2 = apigateway
  applicationautoscaling application-auto-scaling application-autoscaling
  appsync
  athena
  autoscaling auto-scaling
  backup
  batch
  bedrock
  bedrockruntime bedrock-runtime bedrock
  budgets
  ce cost-explorer
  cloudformation
  cloudfront
  cloudtrail
  cloudwatch
  codebuild
  codecommit
  codedeploy
  codepipeline
  cognitoidentity cognito-identity cognito-identity
  cognitoidp cognito-identity-provider cognito-idp
  configservice config-service config
  datasync
  dms database-migration-service
  docdb = rds
  dynamodb
  dynamodbstreams dynamodb-streams dynamodb
  ec2
  ecr
  ecs
  efs = elasticfilesystem
  eks
  elasticache
  elbv2 elastic-load-balancing-v2 elasticloadbalancing
  emr = elasticmapreduce
  events eventbridge
  firehose
  glue
  guardduty
  iam
  inspector2
  kafka
  kinesis
  kms
  lambda
  lightsail
  logs cloudwatch-logs
  mq
  neptune = rds
  opensearch = es
  organizations
  pipes
  rds
  rdsdata rds-data rds-data
  redshift
  redshiftdata redshift-data redshift-data
  resourcegroupstaggingapi resource-groups-tagging-api tag
  route53 route-53
  s3
  sagemaker
  scheduler
  secretsmanager secrets-manager
  securityhub
  servicediscovery
  servicequotas service-quotas
  sesv2 = ses
  sns
  sqs
  ssm
  ssoadmin sso-admin sso
  stepfunctions sfn states
  sts
  support
  transfer
  wafv2
  workspaces
  xray
`;

export const SERVICES: readonly ServiceSource[] = LIST.trim().split('\n').map(read);

function read(line: string): ServiceSource {
  const [name = '', client = '=', iam = name] = line.trim().split(' ');
  return { name, client: `@aws-sdk/client-${client === '=' ? name : client}`, iam };
}
