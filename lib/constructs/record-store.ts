import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { POLICIES_KEY } from '../../lambdas/adapters/dynamodb-policy-pointers.ts';

/** Indexes of the table. Both are eventually consistent: they find operations, they never authorise one. */
export type IndexName = 'bySession' | 'byStatus';

type ItemAction = 'GetItem' | 'Query' | 'PutItem' | 'ConditionCheckItem';

const inDynamoDb = (action: string) => `dynamodb:${action}`;
const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The table of operations, events, tokens and idempotency keys. Outlives the stack. Its stream feeds the archive. */
export class RecordStore extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#index('bySession', 'sessionKey', 'sk2');
    this.#index('byStatus', 'openStatus', 'deadline');
  }

  /** Allows reading and, with `PutItem`, writing items; nothing allows deleting one. */
  items(...actions: readonly ItemAction[]): PolicyStatement {
    return new PolicyStatement({ actions: actions.map(inDynamoDb), resources: [this.table.tableArn] });
  }

  /** Allows the same for items below some partition keys only (`*` at the end of a key stands for any text). */
  itemsOf(keys: readonly string[], ...actions: readonly (ItemAction | 'UpdateItem')[]): PolicyStatement {
    const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } };
    return new PolicyStatement({ actions: actions.map(inDynamoDb), resources: [this.table.tableArn], conditions });
  }

  /** Forbids what `items` allows on the pointer to the current policy set: a function reads it, and people move it. */
  keepPolicies(): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [this.table.tableArn],
      conditions: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': [POLICIES_KEY] } },
    });
  }

  /** Allows moving the pointer to the current policy set and reading its history, and nothing of an operation. */
  movePolicies(): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [this.table.tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [POLICIES_KEY] },
        Null: { 'dynamodb:LeadingKeys': 'false' }, // a condition over all values also holds where there is none
      },
    });
  }

  /** Allows a query on one index. */
  index(name: IndexName): PolicyStatement {
    return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${this.table.tableArn}/index/${name}`] });
  }

  /** Allows a Lambda event source to read the table's stream. `ListStreams` has no resource type in IAM, hence `*`. */
  stream(): readonly PolicyStatement[] {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error('The table has no stream');
    const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
    return [
      new PolicyStatement({ actions, resources: [tableStreamArn] }),
      new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    ];
  }

  #index(indexName: IndexName, partitionKey: string, sortKey: string): void {
    this.table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
