import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** How the archive keeps its objects. */
export interface ArchiveStoreProps {
  readonly key: IKey;
  /** Default: governance, 35 days. Compliance cannot be undone by anyone, the account's root included. */
  readonly retention?: ObjectLockRetention;
}

/**
 * The bucket that holds the receipts under Object Lock. Outlives the stack. Its policy denies deletion and every way
 * around the lock to all principals; an administrator has to change the policy first, which CloudTrail shows.
 */
export class ArchiveStore extends Construct {
  readonly bucket: Bucket;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: ArchiveStoreProps) {
    super(scope, id);
    this.#key = props.key;
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockDefaultRetention: props.retention ?? ObjectLockRetention.governance(Duration.days(35)),
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket.addToResourcePolicy(this.#keepEverything());
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'CloudTrail data events say who read the archive; a bucket of access logs would be a second store to guard.',
    });
  }

  /** The bucket's name inside the template. */
  get logicalId(): string {
    return Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
  }

  /** Allows adding receipts below `raw/` and reading one back to compare it, encrypted under the data key through S3. */
  addReceipts(): readonly PolicyStatement[] {
    const conditions = { StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` } };
    return [
      new PolicyStatement({
        actions: ['s3:PutObject', 's3:GetObject'],
        resources: [this.bucket.arnForObjects('raw/*')],
      }),
      new PolicyStatement({
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [this.#key.keyArn],
        conditions,
      }),
    ];
  }

  #keepEverything(): PolicyStatement {
    return new PolicyStatement({
      sid: 'KeepEverything',
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: [
        's3:DeleteObject*',
        's3:BypassGovernanceRetention',
        's3:PutObjectRetention',
        's3:PutObjectLegalHold',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketVersioning',
        's3:PutLifecycleConfiguration',
      ],
      resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
    });
  }
}
