import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * The table of withheld answers and of what each agent got in a day. Only the executor may use it, and it forgets: no
 * stream carries it to the archive, no backup keeps it past its time, and it goes with the stack.
 */
export class ResultStore extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      timeToLiveAttribute: 'ttl',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.table, {
      'AwsSolutions-DDB3': 'What is withheld has to be gone after its time; a backup would keep it for 35 days more.',
    });
  }

  /** Allows keeping, handing out and counting: of this table's items an executor deletes and updates. */
  keep(): PolicyStatement {
    const actions = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);
    return new PolicyStatement({ actions, resources: [this.table.tableArn] });
  }
}
