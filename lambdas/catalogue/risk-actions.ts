import type { Category } from './resolution.ts';

/**
 * Risk classes by IAM action, `*` for any text. An access level does not tell them: GetSecretValue is a Read and
 * UpdateFunctionCode a Write. Our own reading of the AWS Service Authorization Reference and of published attack paths.
 */
export const RISK_ACTIONS: Readonly<Record<Category, string>> = {
  destructive: `
    *:BatchDelete* *:BypassGovernanceRetention *:Delete* *:Deregister* *:Disable* *:Flush*
    *:LeaveOrganization *:Purge* *:Release* *:ScheduleKeyDeletion *:Terminate*
    cloudtrail:StopLogging config:StopConfigurationRecorder dynamodb:PartiQLDelete ec2:CancelSpot* s3:PutLifecycleConfiguration
    *:ReplaceRouteTable* acm:RevokeCertificate athena:StopQueryExecution backup:DisassociateRecoveryPoint*
    backup:StopBackupJob batch:CancelJob* cloudtrail:StopImport cloudtrail:StopEventDataStoreIngestion
    codedeploy:StopDeployment dms:StopReplicationTask ecr:PutLifecyclePolicy ecs:StopTask events:RemoveTargets
    glue:BatchStopJobRun guardduty:StopMonitoringMembers inspector2:ResetEncryptionKey
    kinesis:DecreaseStreamRetentionPeriod kms:RevokeGrant lightsail:StopInstance lightsail:StopRelationalDatabase
    logs:PutRetentionPolicy rds:RebootDB* rds:RemoveFromGlobalCluster rds:ResetDB* rds:Stop* redshift:PauseCluster
    redshift:RebootCluster redshift:Reset* sagemaker:Stop* secretsmanager:RemoveRegionsFromReplication
    sqs:StartMessageMoveTask states:StopExecution workspaces:RebuildWorkspaces workspaces:RestoreWorkspace`,

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
    states:CreateStateMachine states:StartExecution states:StartSyncExecution states:TestState states:UpdateStateMachine
    acm:ImportCertificate amplify:CreateApp amplify:UpdateApp apigateway:CreateAuthorizer apigateway:UpdateAuthorizer
    appsync:CreateDataSource appsync:UpdateDataSource autoscaling:CreateLaunchConfiguration backup:StartRestoreJob
    bedrock:CreateAgent* bedrock:UpdateAgent* cloudformation:ActivateOrganizationsAccess
    cloudformation:ExecuteStackRefactor cloudformation:ImportStacksToStackSet codebuild:ImportSourceCredentials
    codebuild:StartSandbox* codedeploy:CreateDeployment cognito-identity:CreateIdentityPool
    cognito-identity:UpdateIdentityPool cognito-idp:AdminAddUserToGroup cognito-idp:AdminConfirmSignUp
    cognito-idp:AdminCreateUser cognito-idp:AdminResetUserPassword cognito-idp:AdminSetUserMFAPreference
    cognito-idp:AdminSetUserPassword cognito-idp:AdminUpdateUserAttributes cognito-idp:CreateIdentityProvider
    cognito-idp:SetUserPoolMfaConfig cognito-idp:UpdateIdentityProvider cognito-idp:UpdateUserPool*
    config:PutRemediationConfigurations config:StartRemediationExecution ecr:PutImage eks:AssociateAccessPolicy
    eks:AssociateIdentityProviderConfig eks:CreateAccessEntry eks:CreatePodIdentityAssociation eks:UpdateAccessEntry
    eks:UpdatePodIdentityAssociation elasticmapreduce:StartNotebookExecution glue:CreateSession glue:RunStatement
    glue:UpdateTrigger lightsail:ImportKeyPair organizations:AttachPolicy pipes:CreatePipe pipes:UpdatePipe
    rds:AddRoleToDB* redshift:ModifyClusterIamRoles secretsmanager:RotateSecret ssm:ModifyDocumentPermission
    sts:GetDelegatedAccessToken transfer:CreateUser transfer:ImportSshPublicKey transfer:UpdateUser
    transfer:UpdateAccess`,

  'credential-exposure': `
    acm:ExportCertificate airflow:CreateWebLoginToken apigateway:GetApiKey* apigateway:GetUsagePlanKey* appsync:CreateApiKey appsync:ListApiKeys
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
    secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue ssm:GetParameter*
    sts:AssumeRo* sts:GetFederationToken sts:GetServiceBearerToken sts:GetSessionToken sts:GetWebIdentityToken
    acm:GetAcmeExternalAccountBindingCredentials amplify:GetArtifactUrl athena:CreatePresignedNotebookUrl
    athena:GetSessionEndpoint cognito-idp:AddUserPoolClientSecret cognito-idp:AdminInitiateAuth
    cognito-idp:AdminRespondToAuthChallenge cognito-idp:AssociateSoftwareToken cognito-idp:CreateUserPoolClient
    cognito-idp:GetClientToken cognito-idp:GetTokensFromRefreshToken cognito-idp:InitiateAuth
    cognito-idp:ListUserPoolClientSecrets cognito-idp:RespondToAuthChallenge ecr:GetDownloadUrlForLayer
    elasticmapreduce:GetClusterSessionCredentials elasticmapreduce:GetOnClusterAppUIPresignedURL
    elasticmapreduce:GetPersistentAppUIPresignedURL glue:GetConnection* glue:GetDashboardUrl kms:DeriveSharedSecret
    kms:GenerateDataKey kms:GenerateDataKeyPair lightsail:CreateBucketAccessKey lightsail:CreateKeyPair
    redshift:GetIdentityCenterAuthToken sagemaker:CreateHubContentPresignedUrls ssm:GetAccessToken ssm:StartSession
    sts:GetDelegatedAccessToken support:GetAttachmentDownloadLink`,

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
    xray:BatchGetTraces
    athena:ExportNotebook codecommit:BatchGet* codecommit:DescribePullRequestEvents dynamodb:GetShardIterator
    ecr:BatchGetImage kms:Decrypt kms:DeriveSharedSecret logs:GetDataProtectionPolicy* rds:DownloadDBLogFilePortion
    rds:StartExportTask ses:GetExportJob ses:GetMessageInsights ssm:GetDocument states:DescribeExecution
    states:GetExecutionHistory support:DescribeAttachment support:DescribeCommunications wafv2:GetSampledRequests
    xray:GetRetrievedTracesGraph xray:ListRetrievedTraces cloudtrail:StartQuery backup:GetRecoveryPointIndexDetails
    cognito-idp:AdminGetUser cognito-idp:ListUsers* rds-data:ExecuteStatement`,

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
    sagemaker:Create* sagemaker:Start* savingsplans:Create* secretsmanager:CreateSecret workspaces:Create*
    acm:RequestCertificate amplify:CreateApp application-autoscaling:RegisterScalableTarget
    athena:CreateCapacityReservation autoscaling:ExecutePolicy autoscaling:SetDesiredCapacity
    autoscaling:StartInstanceRefresh backup:StartBackupJob backup:StartRestoreJob batch:CreateComputeEnvironment
    bedrock:CreateModel* bedrock:StartAsyncInvoke bedrock:Converse* ce:StartCommitmentPurchaseAnalysis
    cloudfront:CreateInvalidation* cloudtrail:CreateEventDataStore cloudtrail:CreateTrail cloudwatch:PutMetricAlarm
    cloudwatch:PutMetricData codepipeline:StartPipelineExecution config:PutConfigurationRecorder
    datasync:StartTaskExecution dms:CreateReplication* dms:StartReplication* ecs:UpdateService
    eks:UpdateNodegroupConfig elasticache:Increase* elasticache:Modify* elasticmapreduce:Modify*
    firehose:CreateDeliveryStream glue:CreateSession glue:StartCrawler guardduty:CreateDetector inspector2:Enable
    kafka:Update* kinesis:UpdateStreamMode lightsail:Create* mq:CreateBroker rds:ModifyDB*
    rds:PurchaseReservedDBInstancesOffering redshift:Restore* redshift:ResumeCluster route53:CreateHealthCheck
    route53:CreateHostedZone securityhub:EnableSecurityHub* ses:SendBulkEmail ses:SendEmail sns:Publish*
    states:StartExecution transfer:CreateServer wafv2:CreateWebACL workspaces:StartWorkspaces* xray:PutTraceSegments`,

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
    s3:PutObjectAcl s3:PutObjectVersionAcl s3:PutReplicationConfiguration sns:SetTopicAttributes sqs:SetQueueAttributes
    apigateway:UpdateRestApi apigateway:CreateStage apigateway:CreateRoute apigateway:PutMethod
    apigateway:UpdateMethod apigateway:PutPortalProductSharingPolicy backup:CreateRestoreAccessBackupVault
    cloudtrail:PutResourcePolicy codebuild:UpdateProjectVisibility dms:ModifyReplicationInstance
    ecr:PutReplicationConfiguration eks:UpdateClusterConfig elasticache:AuthorizeCacheSecurityGroupIngress
    elasticloadbalancing:SetSecurityGroups elasticmapreduce:PutBlockPublicAccessConfiguration
    es:AuthorizeVpcEndpointAccess kafka:PutClusterPolicy kafka:UpdateConnectivity lightsail:OpenInstancePublicPorts
    lightsail:PutInstancePublicPorts lightsail:SetResourceAccessForBucket logs:PutAccountPolicy
    logs:PutDeliveryDestinationPolicy logs:PutDestinationPolicy rds:AuthorizeDBSecurityGroupIngress
    redshift:AuthorizeClusterSecurityGroupIngress redshift:AuthorizeDataShare redshift:AuthorizeEndpointAccess
    redshift:AuthorizeSnapshotAccess route53:AssociateVPCWithHostedZone route53:ChangeResourceRecordSets
    route53:CreateVPCAssociationAuthorization sagemaker:PutModelPackageGroupPolicy ses:CreateEmailIdentityPolicy
    ses:UpdateEmailIdentityPolicy ssm:ModifyDocumentPermission wafv2:DisassociateWebACL wafv2:PutPermissionPolicy
    wafv2:UpdateWebACL workspaces:AuthorizeIpRules workspaces:UpdateConnectionAliasPermission
    workspaces:UpdateWorkspaceImagePermission`,

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
    s3:PutAccountPublicAccessBlock securityhub:Disable* ssm:ResetServiceSetting ssm:UpdateServiceSetting
    access-analyzer:DeleteAnalyzer acm:PutAccountConfiguration athena:UpdateWorkGroup backup:UpdateRegionSettings
    cloudformation:*OrganizationsAccess cloudtrail:*OrganizationDelegatedAdmin cloudtrail:StopEventDataStoreIngestion
    cloudwatch:DeleteAlarms cloudwatch:DisableAlarmActions config:DeleteConfigurationAggregator
    config:PutConfigurationRecorder config:PutDeliveryChannel config:PutOrganization* ecr:PutAccountSetting
    ecr:PutRegistry* ecr:PutReplicationConfiguration ecs:PutAccountSetting*
    elasticmapreduce:PutBlockPublicAccessConfiguration guardduty:*OrganizationAdminAccount
    guardduty:CreateSampleFindings guardduty:Disassociate* guardduty:StopMonitoringMembers
    guardduty:UpdateOrganizationConfiguration inspector2:Disable* inspector2:UpdateOrganizationConfiguration
    kms:DisableKey kms:ScheduleKeyDeletion logs:DeleteLogGroup logs:PutAccountPolicy
    rds:ModifyCertificates route53:DeleteHostedZone securityhub:*Organization* ses:PutAccount*
    ssm:ModifyDocumentPermission tag:StartReportCreation xray:PutEncryptionConfig xray:UpdateTraceSegmentDestination`,
};
