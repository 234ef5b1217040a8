/**
 * Operations whose IAM actions have other names, reviewed one by one against the services' pages of the Service
 * Authorization Reference. One action: a grant can be derived. Several: the level is the strongest of them and a
 * hand-written rule says which apply. None: IAM has no action of that operation within the service.
 */
export const ACTION_OVERRIDES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  accessanalyzer: {
    GetFindingV2: ['GetFinding'],
    ListFindingsV2: ['ListFindings'],
  },
  batch: {
    CancelJobs: ['CancelJob'],
    TerminateJobs: ['TerminateJob'],
    TerminateServiceJobs: ['TerminateServiceJob'],
  },
  bedrockruntime: {
    Converse: ['InvokeModel'],
    ConverseStream: ['InvokeModelWithResponseStream'],
    InvokeModelWithBidirectionalStream: ['InvokeModelWithResponseStream'],
    StartAsyncInvoke: ['InvokeModel'],
  },
  budgets: {
    CreateBudget: ['ModifyBudget'],
    CreateNotification: ['ModifyBudget'],
    CreateSubscriber: ['ModifyBudget'],
    DeleteBudget: ['ModifyBudget'],
    DeleteNotification: ['ModifyBudget'],
    DeleteSubscriber: ['ModifyBudget'],
    DescribeBudget: ['ViewBudget'],
    DescribeBudgetNotificationsForAccount: ['ViewBudget'],
    DescribeBudgetPerformanceHistory: ['ViewBudget'],
    DescribeBudgets: ['ViewBudget'],
    DescribeNotificationsForBudget: ['ViewBudget'],
    DescribeSubscribersForNotification: ['ViewBudget'],
    UpdateBudget: ['ModifyBudget'],
    UpdateNotification: ['ModifyBudget'],
    UpdateSubscriber: ['ModifyBudget'],
  },
  cloudfront: {
    CreateDistributionWithTags: ['CreateDistribution', 'TagResource'],
  },
  dms: {
    DescribeDataProviders: ['ListDataProviders'],
    DescribeExtensionPackAssociations: ['ListExtensionPacks'],
    DescribeInstanceProfiles: ['ListInstanceProfiles'],
    DescribeMetadataModelAssessments: ['ListMetadataModelAssessments'],
    DescribeMetadataModelConversions: ['ListMetadataModelConversions'],
    DescribeMetadataModelExportsAsScript: ['ListMetadataModelExports'],
    DescribeMetadataModelExportsToTarget: ['ListMetadataModelExports'],
    DescribeMigrationProjects: ['ListMigrationProjects'],
    ModifyConversionConfiguration: ['UpdateConversionConfiguration'],
    ModifyDataProvider: ['UpdateDataProvider'],
    ModifyInstanceProfile: ['UpdateInstanceProfile'],
    ModifyMigrationProject: ['UpdateMigrationProject'],
    StartExtensionPackAssociation: ['AssociateExtensionPack'],
    StartMetadataModelExportAsScript: ['StartMetadataModelExportAsScripts'],
  },
  dynamodb: {
    BatchExecuteStatement: ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'],
    ExecuteStatement: ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'],
    ExecuteTransaction: ['PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'],
    TransactGetItems: ['GetItem'],
    TransactWriteItems: ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem'],
  },
  glue: {
    BatchGetDataQualityResult: ['GetDataQualityResult'],
    BatchGetDataQualityRulesetEvaluationRun: ['GetDataQualityRulesetEvaluationRun'],
    BatchPutDataQualityStatisticAnnotation: ['PutDataQualityStatisticAnnotation'],
  },
  kms: {
    ReEncrypt: ['ReEncryptFrom', 'ReEncryptTo'],
  },
  lambda: {
    GetLayerVersionByArn: ['GetLayerVersion'],
    Invoke: ['InvokeFunction'],
    InvokeWithResponseStream: ['InvokeFunction'],
  },
  redshiftdata: {
    GetStatementResultV2: ['GetStatementResult'],
  },
  s3: {
    CompleteMultipartUpload: ['PutObject'],
    CopyObject: ['GetObject', 'PutObject'],
    CreateBucketMetadataConfiguration: ['CreateBucketMetadataTableConfiguration'],
    CreateMultipartUpload: ['PutObject'],
    DeleteBucketAnalyticsConfiguration: ['PutAnalyticsConfiguration'],
    DeleteBucketCors: ['PutBucketCORS'],
    DeleteBucketEncryption: ['PutEncryptionConfiguration'],
    DeleteBucketIntelligentTieringConfiguration: ['PutIntelligentTieringConfiguration'],
    DeleteBucketInventoryConfiguration: ['PutInventoryConfiguration'],
    DeleteBucketLifecycle: ['PutLifecycleConfiguration'],
    DeleteBucketMetadataConfiguration: ['DeleteBucketMetadataTableConfiguration'],
    DeleteBucketMetricsConfiguration: ['PutMetricsConfiguration'],
    DeleteBucketOwnershipControls: ['PutBucketOwnershipControls'],
    DeleteBucketReplication: ['PutReplicationConfiguration'],
    DeleteBucketTagging: ['PutBucketTagging'],
    DeleteObjects: ['DeleteObject'],
    DeletePublicAccessBlock: ['PutBucketPublicAccessBlock'],
    GetBucketAccelerateConfiguration: ['GetAccelerateConfiguration'],
    GetBucketAnalyticsConfiguration: ['GetAnalyticsConfiguration'],
    GetBucketEncryption: ['GetEncryptionConfiguration'],
    GetBucketIntelligentTieringConfiguration: ['GetIntelligentTieringConfiguration'],
    GetBucketInventoryConfiguration: ['GetInventoryConfiguration'],
    GetBucketLifecycleConfiguration: ['GetLifecycleConfiguration'],
    GetBucketMetadataConfiguration: ['GetBucketMetadataTableConfiguration'],
    GetBucketMetricsConfiguration: ['GetMetricsConfiguration'],
    GetBucketNotificationConfiguration: ['GetBucketNotification'],
    GetBucketReplication: ['GetReplicationConfiguration'],
    GetObjectLockConfiguration: ['GetBucketObjectLockConfiguration'],
    GetPublicAccessBlock: ['GetBucketPublicAccessBlock'],
    HeadBucket: ['ListBucket'],
    HeadObject: ['GetObject'],
    ListBucketAnalyticsConfigurations: ['GetAnalyticsConfiguration'],
    ListBucketIntelligentTieringConfigurations: ['GetIntelligentTieringConfiguration'],
    ListBucketInventoryConfigurations: ['GetInventoryConfiguration'],
    ListBucketMetricsConfigurations: ['GetMetricsConfiguration'],
    ListBuckets: ['ListAllMyBuckets'],
    ListMultipartUploads: ['ListBucketMultipartUploads'],
    ListObjects: ['ListBucket'],
    ListObjectsV2: ['ListBucket'],
    ListObjectVersions: ['ListBucketVersions'],
    ListParts: ['ListMultipartUploadParts'],
    PutBucketAccelerateConfiguration: ['PutAccelerateConfiguration'],
    PutBucketAnalyticsConfiguration: ['PutAnalyticsConfiguration'],
    PutBucketEncryption: ['PutEncryptionConfiguration'],
    PutBucketIntelligentTieringConfiguration: ['PutIntelligentTieringConfiguration'],
    PutBucketInventoryConfiguration: ['PutInventoryConfiguration'],
    PutBucketLifecycleConfiguration: ['PutLifecycleConfiguration'],
    PutBucketMetricsConfiguration: ['PutMetricsConfiguration'],
    PutBucketNotificationConfiguration: ['PutBucketNotification'],
    PutBucketReplication: ['PutReplicationConfiguration'],
    PutObjectLockConfiguration: ['PutBucketObjectLockConfiguration'],
    PutPublicAccessBlock: ['PutBucketPublicAccessBlock'],
    SelectObjectContent: ['GetObject'],
    UploadPart: ['PutObject'],
    UploadPartCopy: ['GetObject', 'PutObject'],
  },
  sns: {
    PublishBatch: ['Publish'],
  },
  sqs: {
    ChangeMessageVisibilityBatch: ['ChangeMessageVisibility'],
    DeleteMessageBatch: ['DeleteMessage'],
    SendMessageBatch: ['SendMessage'],
  },
};

/** Members that fill a variable of an ARN format under another name. */
export const MEMBER_OVERRIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: { BucketName: 'Bucket', ObjectName: 'Key' },
  sqs: { QueueName: 'QueueUrl' },
  secretsmanager: { SecretId: 'SecretId' },
};

/** Resource formats that IAM checks in another form than its table of resource types has. */
export function checkedFormat(service: string, operation: string, format: string): string {
  // "Amazon Resource Names (ARNs)" of the CloudWatch Logs User Guide: with `:*` for all operations but those on tags.
  const isGroup = service === 'logs' && format.endsWith(':log-group:${LogGroupName}');
  return isGroup && !/Tag/.test(operation) ? `${format}:*` : format;
}
