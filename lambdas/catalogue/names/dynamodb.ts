import { arn, parseArn } from '../arn.ts';
import { named, ownArn, plainName, wrong, type NameReader, type NameReaders } from './name.ts';

/** Table and index names (DynamoDB Developer Guide, "Naming rules"). */
const NAME = /^[A-Za-z0-9_.-]{3,255}$/;

const tableArn = ownArn({ service: 'dynamodb', resource: /^table\/[A-Za-z0-9_.-]{3,255}$/ }, "a table's name or ARN");
const anyArn = ownArn(
  { service: 'dynamodb', resource: /^(table|global-table)\/[\w./:-]+$/ },
  'the ARN of a table or a part of one',
);

const readTable: NameReader = (value, place) => {
  if (parseArn(value) !== undefined) return tableArn(value, place);
  if (!NAME.test(value)) return wrong("expected a table's name (3 to 255 of A-Z a-z 0-9 _ . -) or its ARN");
  return named(arn`arn:aws:dynamodb:${place.region}:${place.account}:table/${value}`);
};

/** The members of DynamoDB inputs that name a table or an index. */
export const DYNAMODB_NAMES: NameReaders = {
  TableName: readTable,
  RequestItems: readTable,
  IndexName: plainName(NAME, "an index's name (3 to 255 of A-Z a-z 0-9 _ . -)", () => []),
  'TransactItems.Get.TableName': readTable,
  'TransactItems.Put.TableName': readTable,
  'TransactItems.Update.TableName': readTable,
  'TransactItems.Delete.TableName': readTable,
  'TransactItems.ConditionCheck.TableName': readTable,
  ResourceArn: anyArn,
  TableArn: tableArn,
  SourceTableArn: tableArn,
  SourceTableName: readTable,
  TargetTableName: readTable,
  BackupArn: anyArn,
  ExportArn: anyArn,
  ImportArn: anyArn,
};
