/** What the plan does with a field: blank it, look through it, or leave it as it is. */
export type Rule = 'mask' | 'scan' | 'pass';

/** A reviewed field: `service#Structure$member` (`*` for any structure), what to do with it, the type to show, and why. */
export type CuratedField = readonly [field: string, rule: Rule, type: string, why: string];

/** Secret by AWS's own guides, yet without the `sensitive` trait in the models. */
const ADDITIONS: readonly CuratedField[] = [
  ['sts#Credentials$SessionToken', 'mask', 'aws-session-token', 'a live credential'],
  ['sts#Credentials$AccessKeyId', 'mask', 'aws-access-key-id', 'names a live credential'],
  ['s3#SessionCredentials$AccessKeyId', 'mask', 'aws-access-key-id', 'names a live credential'],
  ['ssm#Credentials$AccessKeyId', 'mask', 'aws-access-key-id', 'names a live credential'],
  ['cognitoidentity#Credentials$SessionToken', 'mask', 'aws-session-token', 'a live credential'],
  ['cognitoidentity#Credentials$AccessKeyId', 'mask', 'aws-access-key-id', 'names a live credential'],
  ['ecr#AuthorizationData$authorizationToken', 'mask', 'token', 'base64 of user and password'],
  ['ecrpublic#AuthorizationData$authorizationToken', 'mask', 'token', 'base64 of user and password'],
  ['ecr#GetDownloadUrlForLayerResponse$downloadUrl', 'mask', 'presigned-url', 'signed link'],
  ['ec2#InstanceAttribute$UserData', 'mask', 'user-data', 'launch templates mark theirs'],
  ['ec2#ModifyInstanceAttributeRequest$UserData', 'mask', 'user-data', 'launch templates mark theirs'],
  ['ec2#ScheduledInstancesLaunchSpecification$UserData', 'mask', 'user-data', 'launch templates mark theirs'],
  ['ec2#GetConsoleOutputResult$Output', 'mask', 'console-output', 'boot logs print first passwords and keys'],
  ['apigateway#ApiKey$value', 'mask', 'api-key', 'the key itself'],
  ['apigateway#CreateApiKeyRequest$value', 'mask', 'api-key', 'the key itself'],
  ['apigateway#UsagePlanKey$value', 'mask', 'api-key', 'the key itself'],
  ['apigateway#Stage$variables', 'mask', 'environment', 'stage variables hold backends and keys'],
  ['apigateway#CreateStageRequest$variables', 'mask', 'environment', 'stage variables hold backends and keys'],
  ['apigateway#CreateDeploymentRequest$variables', 'mask', 'environment', 'stage variables hold backends and keys'],
  [
    'apigateway#TestInvokeMethodRequest$stageVariables',
    'mask',
    'environment',
    'stage variables hold backends and keys',
  ],
  ['apigateway#TestInvokeAuthorizerRequest$stageVariables', 'mask', 'environment', 'as above'],
  ['apigatewayv2#*$StageVariables', 'mask', 'environment', 'stage variables hold backends and keys'],
  ['lambda#FunctionCodeLocation$Location', 'mask', 'presigned-url', 'signed link to the code'],
  ['lambda#LayerVersionContentOutput$Location', 'mask', 'presigned-url', 'signed link to the code'],
  ['cognitoidentityprovider#UserImportJobType$PreSignedUrl', 'mask', 'presigned-url', 'signed upload link'],
  ['ssm#GetDeployablePatchSnapshotForInstanceResult$SnapshotDownloadUrl', 'mask', 'presigned-url', 'signed link'],
  ['ssm#GetCommandInvocationResult$StandardOutputContent', 'mask', 'command-output', 'output of any command'],
  ['ssm#GetCommandInvocationResult$StandardErrorContent', 'mask', 'command-output', 'output of any command'],
  ['ssm#CommandPlugin$Output', 'mask', 'command-output', 'output of any command'],
  ['codebuild#EnvironmentVariable$value', 'mask', 'environment', 'plain-text variables hold keys'],
  ['codebuild#ExportedEnvironmentVariable$value', 'mask', 'environment', 'plain-text variables hold keys'],
  ['codebuild#Webhook$secret', 'mask', 'secret', 'the webhook secret'],
  ['amplify#*$environmentVariables', 'mask', 'environment', 'build variables hold keys'],
  ['glue#SourceControlDetails$AuthToken', 'mask', 'token', 'repository token'],
  ['glue#UpdateJobFromSourceControlRequest$AuthToken', 'mask', 'token', 'repository token'],
  ['glue#UpdateSourceControlFromJobRequest$AuthToken', 'mask', 'token', 'repository token'],
  ['athena#CreatePresignedNotebookUrlResponse$NotebookUrl', 'mask', 'presigned-url', 'signed link'],
  ['athena#CreatePresignedNotebookUrlResponse$AuthToken', 'mask', 'token', 'a live token'],
  ['athena#GetSessionEndpointResponse$AuthToken', 'mask', 'token', 'a live token'],
  ['cloudformation#Output$OutputValue', 'scan', '', 'often an endpoint, sometimes a key: by its name and content'],
  ['cloudformation#Parameter$ParameterValue', 'scan', '', 'NoEcho parameters come back as asterisks'],
  ['sqs#SendMessageRequest$MessageBody', 'scan', '', 'free content'],
];

/** Marked by the models, yet harmless or useless when blank. Each was looked at. */
const DOWNGRADES: readonly CuratedField[] = [
  ['s3#*$SSEKMSKeyId', 'pass', '', 'names a key, is no key'],
  ['s3#ServerSideEncryptionByDefault$KMSMasterKeyID', 'pass', '', 'names a key, is no key'],
  ['s3#SSEKMS$KeyId', 'pass', '', 'names a key, is no key'],
  ['s3#Encryption$KMSKeyId', 'pass', '', 'names a key, is no key'],
  ['s3#SSEKMSEncryption$KMSKeyArn', 'pass', '', 'names a key, is no key'],
  ['s3#*$SSEKMSEncryptionContext', 'scan', '', 'CloudTrail shows it in clear'],
  ['kms#GetParametersForImportResponse$PublicKey', 'scan', '', 'a public key'],
  ['kms#XksProxyConfigurationType$AccessKeyId', 'mask', 'access-key-id', 'names a credential of the key store'],
  ['lambda#EnvironmentError$Message', 'scan', '', 'an error text'],
  ['lambda#ImageConfigError$Message', 'scan', '', 'an error text'],
  ['lambda#RuntimeVersionError$Message', 'scan', '', 'an error text'],
  ['lambda#FunctionCodeLocationError$Message', 'scan', '', 'an error text'],
  ['lambda#ErrorObject$ErrorMessage', 'scan', '', 'an error text'],
  ['lambda#ErrorObject$ErrorType', 'scan', '', 'an error text'],
  ['lambda#ErrorObject$StackTrace', 'scan', '', 'an error text'],
  ['lambda#InvocationRequest$Payload', 'scan', '', 'free content'],
  ['lambda#InvocationResponse$Payload', 'scan', '', 'free content'],
  ['lambda#InvokeWithResponseStreamRequest$Payload', 'scan', '', 'free content'],
  ['lambda#InvokeResponseStreamUpdate$Payload', 'scan', '', 'free content'],
  ['lambda#Environment$Variables', 'mask', 'environment', 'names are shown, values are not'],
  ['lambda#EnvironmentResponse$Variables', 'mask', 'environment', 'names are shown, values are not'],
  ['ecs#ContainerDefinition$environment', 'mask', 'environment', 'names are shown, values are not'],
  ['ecs#ContainerOverride$environment', 'mask', 'environment', 'names are shown, values are not'],
  ['ecs#ContainerDefinition$repositoryCredentials', 'scan', '', 'holds the ARN of a secret, not the secret'],
  ['ecs#DaemonContainerDefinition$repositoryCredentials', 'scan', '', 'holds the ARN of a secret, not the secret'],
  ['ssm#*$OwnerInformation', 'scan', '', 'a note of the owner'],
  ['ssm#*$IPAddress', 'scan', '', 'EC2 shows the same address in clear'],
  ['ssm#InstanceInfo$IpAddress', 'scan', '', 'EC2 shows the same address in clear'],
  ['ssm#*$Description', 'scan', '', 'a description'],
  ['ec2#ReportInstanceStatusRequest$Description', 'scan', '', 'a description'],
  ['cognitoidentityprovider#*$ClientId', 'pass', '', 'public: every browser sends it'],
  ['cognitoidentityprovider#*$Username', 'scan', '', 'often an id; e-mail addresses are found by their form'],
  ['organizations#Account$Name', 'scan', '', 'the name of an account'],
  ['organizations#Account$Email', 'scan', '', 'found by its form'],
  ['organizations#Organization$MasterAccountEmail', 'scan', '', 'found by its form'],
  ['organizations#CreateAccountRequest$AccountName', 'scan', '', 'the name of an account'],
  ['organizations#CreateAccountRequest$Email', 'scan', '', 'found by its form'],
  ['organizations#CreateAccountStatus$AccountName', 'scan', '', 'the name of an account'],
  ['organizations#DelegatedAdministrator$Name', 'scan', '', 'the name of an account'],
  ['organizations#DelegatedAdministrator$Email', 'scan', '', 'found by its form'],
  ['codebuild#ListFleetsInput$nextToken', 'pass', '', 'pagination'],
  ['codebuild#ListSandboxesForProjectInput$nextToken', 'pass', '', 'pagination'],
  ['codebuild#ListCommandExecutionsForSandboxInput$nextToken', 'pass', '', 'pagination'],
  ...[
    'input output definition parameters error cause description versionDescription redriveStatusReason message location code ' +
      'variableReferences inspectionData mapItemReaderData errorCausedByState stateName assignedVariables variables context result',
  ]
    .join(' ')
    .split(' ')
    .map((member): CuratedField => [`sfn#*$${member}`, 'scan', '', 'free content of a state machine']),
  ['bedrockruntime#GuardrailChecksContentBlock$text', 'scan', '', 'model text'],
  ['bedrockruntime#InvokeModelRequest$body', 'scan', '', 'model text'],
  ['bedrockruntime#InvokeModelResponse$body', 'scan', '', 'model text'],
  ['bedrockruntime#ConverseRequest$requestMetadata', 'scan', '', 'labels of a request'],
];

/** Identifiers that a reviewer must see to know what a call does; they let nobody in without the secret beside them. */
const IDENTIFIERS: readonly CuratedField[] = [
  ['iam#DeleteAccessKeyRequest$AccessKeyId', 'pass', '', 'says which key goes'],
  ['iam#UpdateAccessKeyRequest$AccessKeyId', 'pass', '', 'says which key changes'],
  ['iam#GetAccessKeyLastUsedRequest$AccessKeyId', 'pass', '', 'says which key is meant'],
  ['sts#GetAccessKeyInfoRequest$AccessKeyId', 'pass', '', 'says which key is meant'],
];

/** All reviewed fields. Data: part of the rule pack. */
export const CURATED_FIELDS: readonly CuratedField[] = [...ADDITIONS, ...DOWNGRADES, ...IDENTIFIERS];

/** Pagination by member name, at the top of an input or output (the paginators of the AWS models). */
export const PAGINATION_MEMBERS: ReadonlySet<string> = new Set(
  (
    'NextToken nextToken next_token Marker marker NextMarker nextMarker ContinuationToken NextContinuationToken PaginationToken ' +
    'paginationToken NextPageToken nextPageToken PageToken pageToken StartingToken KeyMarker NextKeyMarker UploadIdMarker ' +
    'NextUploadIdMarker VersionIdMarker NextVersionIdMarker PartNumberMarker NextPartNumberMarker nextForwardToken nextBackwardToken ' +
    'uploadSequenceToken nextSequenceToken position ExclusiveStartTableName LastEvaluatedTableName ExclusiveStartStreamArn ' +
    'NextShardIterator ShardIterator ReceiptHandle UploadId LockToken NextLockToken ChangeToken UpdateToken'
  ).split(' '),
);
