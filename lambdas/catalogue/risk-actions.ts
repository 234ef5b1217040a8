import type { Category } from './resolution.ts';

/**
 * Risk classes by IAM action, `*` for any text. An access level does not tell them: GetSecretValue is a Read and
 * UpdateFunctionCode a Write. Our own reading of the AWS Service Authorization Reference and of published attack paths.
 */
export const RISK_ACTIONS: Readonly<Record<Category, string>> = {
  destructive: `
    *:BatchDelete* *:BypassGovernanceRetention *:Delete* *:Deregister* *:Destroy* *:Disable* *:Flush* *:ForceDelete*
    *:LeaveOrganization *:Purge* *:Release* *:ScheduleKeyDeletion *:Terminate*
    cloudtrail:StopLogging config:StopConfigurationRecorder dynamodb:PartiQLDelete ec2:CancelSpot* s3:PutLifecycleConfiguration`,

  'privilege-escalation': `
    iam:* identitystore:* organizations:* sso:* sso-directory:*
    sts:AssumeRo* sts:GetFederationToken sts:SetSourceIdentity sts:TagSession
    apprunner:CreateService apprunner:UpdateService batch:RegisterJobDefinition batch:SubmitJob
    cloudformation:Create* cloudformation:ExecuteChangeSet cloudformation:SetStackPolicy cloudformation:Update*
    codebuild:CreateProject codebuild:StartBuild* codebuild:UpdateProject
    codepipeline:CreatePipeline codepipeline:StartPipelineExecution codepipeline:UpdatePipeline
    cognito-identity:GetCredentialsForIdentity cognito-identity:SetIdentityPoolRoles
    datapipeline:Create* datapipeline:PutPipelineDefinition
    ec2:AssociateIamInstanceProfile ec2:CreateLaunchTemplate* ec2:ModifyInstanceAttribute ec2:RequestSpot*
    ec2:ReplaceIamInstanceProfileAssociation ec2-instance-connect:*
    ecs:CreateService ecs:ExecuteCommand ecs:RegisterTaskDefinition ecs:RunTask ecs:StartTask ecs:UpdateService
    elasticmapreduce:AddJobFlowSteps elasticmapreduce:RunJobFlow events:PutRule events:PutTargets
    glue:CreateDevEndpoint glue:CreateJob glue:StartJobRun glue:UpdateDevEndpoint glue:UpdateJob
    kms:CreateGrant kms:PutKeyPolicy
    lambda:AddLayerVersionPermission lambda:AddPermission lambda:CreateEventSourceMapping lambda:CreateFunction
    lambda:PublishLayerVersion lambda:UpdateEventSourceMapping lambda:UpdateFunctionCode
    lambda:UpdateFunctionConfiguration
    sagemaker:Create* sagemaker:Update* scheduler:CreateSchedule scheduler:UpdateSchedule
    ssm:CreateAssociation* ssm:CreateDocument ssm:ResumeSession ssm:SendCommand ssm:StartAutomationExecution
    ssm:StartSession ssm:UpdateAssociation* ssm:UpdateDocument*
    states:CreateStateMachine states:StartExecution states:StartSyncExecution states:TestState states:UpdateStateMachine`,

  'credential-exposure': `
    acm:ExportCertificate airflow:CreateWebLoginToken apigateway:GET appsync:CreateApiKey appsync:ListApiKeys
    cloudformation:DescribeStacks cloudformation:GetTemplate codeartifact:GetAuthorizationToken codebuild:BatchGetProjects
    cognito-identity:GetCredentialsForIdentity cognito-identity:GetOpenIdToken* cognito-idp:DescribeUserPoolClient
    connect:GetFederationToken ec2:CreateKeyPair ec2:DescribeInstanceAttribute ec2:DescribeLaunchTemplateVersions
    ec2:GetConsoleOutput ec2:GetConsoleScreenshot ec2:GetLaunchTemplateData ec2:GetPasswordData
    ecr:GetAuthorizationToken ecr-public:GetAuthorizationToken ecs:DescribeTaskDefinition
    iam:CreateAccessKey iam:CreateLoginProfile iam:CreateServiceSpecificCredential iam:CreateVirtualMFADevice
    iam:ResetServiceSpecificCredential iam:UpdateLoginProfile iot:CreateKeysAndCertificate kms:Decrypt
    lambda:GetFunction lambda:GetFunctionConfiguration lambda:GetLayerVersion lambda:ListFunctions
    lightsail:DownloadDefaultKeyPair lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword
    rds:DownloadCompleteDBLogFile rds:DownloadDBLogFilePortion rds-db:connect
    redshift:GetClusterCredentials* redshift-serverless:GetCredentials sagemaker:CreatePresigned*
    secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue ssm:GetParameter* sso:GetRoleCredentials
    sts:AssumeRo* sts:GetFederationToken sts:GetServiceBearerToken sts:GetSessionToken sts:GetWebIdentityToken`,

  'data-read': `
    athena:GetQueryResults* athena:StartQueryExecution cloudtrail:GetQueryResults cloudtrail:LookupEvents
    codecommit:Get* codecommit:GitPull dynamodb:BatchGetItem dynamodb:ExportTableToPointInTime dynamodb:GetItem
    dynamodb:GetRecords dynamodb:PartiQLSelect dynamodb:Query dynamodb:Scan ebs:GetSnapshotBlock
    ec2:GetConsoleOutput ec2:GetConsoleScreenshot es:ESHttp* glacier:GetJobOutput kinesis:GetRecords
    kinesis:SubscribeToShard lakeformation:GetDataAccess logs:CreateExportTask logs:FilterLogEvents logs:GetLog*
    logs:GetQueryResults logs:StartLiveTail logs:StartQuery logs:Unmask rds-data:* redshift-data:*
    s3:GetObject s3:GetObjectAttributes s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAttributes
    s3:GetObjectVersionTorrent sdb:Select secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue
    sqs:ReceiveMessage ssm:GetCommandInvocation ssm:GetParameter* ssm:ListCommandInvocations timestream:Select
    xray:BatchGetTraces`,

  'cost-bearing': `
    *:Purchase* acm-pca:CreateCertificateAuthority athena:StartQueryExecution autoscaling:CreateAutoScalingGroup
    autoscaling:UpdateAutoScalingGroup batch:SubmitJob bedrock:CreateProvisioned* bedrock:InvokeModel*
    cloudfront:CreateDistribution* codebuild:StartBuild* dynamodb:CreateGlobalTable dynamodb:CreateTable
    dynamodb:ImportTable dynamodb:RestoreTable* dynamodb:UpdateTable ec2:Allocate* ec2:CreateCapacityReservation*
    ec2:CreateFleet ec2:CreateNatGateway ec2:CreateTransitGateway* ec2:CreateVolume ec2:CreateVpcEndpoint
    ec2:CreateVpnConnection ec2:RequestSpot* ec2:RunInstances ec2:RunScheduledInstances ec2:StartInstances
    ecs:CreateService ecs:RunTask eks:Create* elasticache:Create* elasticfilesystem:Create*
    elasticloadbalancing:CreateLoadBalancer elasticmapreduce:RunJobFlow es:Create* fsx:Create* glue:CreateDevEndpoint
    glue:StartJobRun kafka:Create* kinesis:CreateStream kinesis:UpdateShardCount kms:CreateKey
    lambda:CreateCapacityProvider lambda:PutProvisionedConcurrencyConfig rds:Create* rds:Restore* rds:Start*
    redshift:Create* redshift:Resize* redshift-serverless:Create* route53domains:Re* route53domains:Transfer*
    sagemaker:Create* sagemaker:Start* savingsplans:Create* secretsmanager:CreateSecret workspaces:Create*`,

  'resource-exposure': `
    *:AddLayerVersionPermission *:AddPermission *:PutBucketPolicy *:PutDestination *:PutPermission *:PutResourcePolicy
    *:PutSubscriptionFilter backup:PutBackupVaultAccessPolicy codeartifact:Put*PermissionsPolicy ecr:PutRegistryPolicy
    elasticfilesystem:PutFileSystemPolicy kms:PutKeyPolicy mediastore:PutContainerPolicy s3:PutAccessPointPolicy*
    s3tables:Put*Policy ec2:AuthorizeSecurityGroupIngress ec2:CreateNetworkAclEntry ec2:CreateRoute
    ec2:CreateVpcPeeringConnection ec2:DisableImageBlockPublicAccess ec2:DisableSnapshotBlockPublicAccess
    ec2:ModifyFpgaImageAttribute ec2:ModifyImageAttribute ec2:ModifySecurityGroupRules ec2:ModifySnapshotAttribute
    ec2:ModifyVpcEndpointServicePermissions ec2:ReplaceNetworkAclEntry ecr:SetRepositoryPolicy es:UpdateDomainConfig
    glacier:SetVaultAccessPolicy iam:CreateRole iam:UpdateAssumeRolePolicy kms:CreateGrant
    lambda:CreateFunctionUrlConfig lambda:UpdateFunctionUrlConfig ram:*
    rds:AuthorizeDBSecurityGroupIngress rds:ModifyDB*SnapshotAttribute
    s3:CreateAccessPoint* s3:DeleteBucketPolicy s3:PutAccessPointPublicAccessBlock s3:PutAccountPublicAccessBlock
    s3:PutBucketAcl s3:PutBucketCORS s3:PutBucketOwnershipControls s3:PutBucketPublicAccessBlock s3:PutBucketWebsite
    s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutReplicationConfiguration sns:SetTopicAttributes sqs:SetQueueAttributes`,

  'account-level': `
    account:* aws-portal:* billing:* budgets:* controltower:* organizations:* servicequotas:* sso:* support:*
    apigateway:UpdateAccount backup:UpdateGlobalSettings ce:Update* cloudtrail:DeleteEventDataStore
    cloudtrail:DeleteTrail cloudtrail:PutEventSelectors cloudtrail:StopLogging cloudtrail:UpdateTrail
    config:DeleteConfigurationRecorder config:DeleteDeliveryChannel config:StopConfigurationRecorder
    detective:DeleteGraph ec2:DisableAllowedImagesSettings ec2:DisableEbsEncryptionByDefault
    ec2:DisableImageBlockPublicAccess ec2:DisableSerialConsoleAccess ec2:DisableSnapshotBlockPublicAccess
    ec2:EnableAllowedImagesSettings ec2:EnableEbsEncryptionByDefault ec2:EnableImageBlockPublicAccess
    ec2:EnableSerialConsoleAccess ec2:EnableSnapshotBlockPublicAccess ec2:ModifyDefaultCreditSpecification
    ec2:ModifyEbsDefaultKmsKeyId ec2:ModifyIdFormat ec2:ModifyIdentityIdFormat ec2:ModifyInstanceMetadataDefaults
    ec2:ModifyVpcBlockPublicAccessOptions ec2:ResetEbsDefaultKmsKeyId guardduty:DeleteDetector
    guardduty:UpdateDetector iam:AddClientIDToOpenIDConnectProvider iam:CreateAccountAlias iam:CreateOpenIDConnectProvider
    iam:CreateSAMLProvider iam:DeleteAccountAlias iam:DeleteAccountPasswordPolicy iam:DeleteOpenIDConnectProvider
    iam:DeleteSAMLProvider iam:DisableOrganizations* iam:EnableOrganizations* iam:SetSecurityTokenServicePreferences
    iam:UpdateAccountName iam:UpdateAccountPasswordPolicy iam:UpdateOpenIDConnectProviderThumbprint
    iam:UpdateSAMLProvider inspector2:Disable lakeformation:PutDataLakeSettings macie2:DisableMacie
    s3:PutAccountPublicAccessBlock securityhub:Disable* ssm:ResetServiceSetting ssm:UpdateServiceSetting`,
};
