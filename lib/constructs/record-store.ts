import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

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
