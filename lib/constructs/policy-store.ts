import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { RecordStore } from './record-store.ts';

/** Where published policy sets lie, below the bucket's root. */
const SETS = 'sets/*';

/**
 * The bucket of published policy sets, each named by its hash, and the managed policy of the people who publish. What lies in
 * it is public to the team and secret to nobody, so S3's own key does; who may write it and the pointer in the table decides
 * what agents may do. No function may do either.
 */
export class PolicyStore extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket.addToResourcePolicy(this.#keepEverySet());
    acknowledge(this.bucket, {
      'AwsSolutions-S1': 'CloudTrail data events say who wrote; the functions check what they read by its hash.',
    });
  }

  /** Allows reading sets. */
  readSets(): PolicyStatement {
    return new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.bucket.arnForObjects(SETS)] });
  }

  /** Why a function's `sets/*` is as narrow as it can be. */
  get acceptedFinding(): Readonly<Record<string, string>> {
    const bucket = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    return { [`AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${SETS}]`]: 'Sets are named by their hash, below sets/.' };
  }

  /** The policy to attach to those who publish: write and read sets, move the pointer, find both by the stack's outputs. */
  publisher(record: RecordStore): ManagedPolicy {
    const policy = new ManagedPolicy(this, 'Publisher', {
      description: 'Countersign: may change which policies decide over agents. Never for agents.',
      statements: [
        new PolicyStatement({
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: [this.bucket.arnForObjects(SETS)],
        }),
        record.movePolicies(),
        new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] }),
      ],
    });
    acknowledge(policy, this.acceptedFinding);
    return policy;
  }

  #keepEverySet(): PolicyStatement {
    return new PolicyStatement({
      sid: 'KeepEverySet',
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: ['s3:DeleteObject*', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration'],
      resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
    });
  }
}
