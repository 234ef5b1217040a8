/** A rule of the peer's policy document. Its conditions know comparisons, lists, `and` and `or`. */
interface PeerRule {
  readonly name: string;
  readonly ruleAction: 'allow' | 'require_approval' | 'deny';
  readonly priority: number;
  readonly condition: string;
  readonly approvers?: readonly string[];
}

const deny = (name: string, condition: string): PeerRule => ({ name, ruleAction: 'deny', priority: 3, condition });
/** Where we forbid to run unattended, it asks, and asking has the higher priority. */
const check = (name: string, condition: string): PeerRule => asking(name, condition, 2);
const ask = (name: string, condition: string): PeerRule => asking(name, condition, 0);

function asking(name: string, condition: string, priority: number): PeerRule {
  return { name, ruleAction: 'require_approval', priority, condition, approvers: ['platform'] };
}

const LOGGING = [
  'DeleteTrail StopLogging UpdateTrail PutEventSelectors DeleteFlowLogs DeleteDetector UpdateDetector DeleteLogGroup',
  'DeleteLogStream PutRetentionPolicy DeleteSubscriptionFilter StopConfigurationRecorder DisableSecurityHub',
];

/** What our default policies say, as far as the peer's expressions can say it; as many rules as there are policies. */
export const GENERAL_RULES: readonly PeerRule[] = [
  ask('approved-reads', "accessLevel in ['List', 'Read'] and category.destructive != true"),
  ask('approved-writes', "accessLevel in ['Write', 'Tagging']"),
  ask('approved-destruction', 'category.destructive == true and label.dev == true'),
  ask('approved-destruction-in-production', 'category.destructive == true and label.prod == true'),
  ask('approved-permissions', "accessLevel == 'Permissions management' or facts.publicAccess == true"),
  deny('unscopable-never', "tier == 'unscopable'"),
  deny('privilege-escalation-never', 'category.privilege_escalation == true'),
  deny('iam-permissions-never', "service == 'iam' and accessLevel == 'Permissions management'"),
  deny('account-destruction-never', 'category.account_level == true and category.destructive == true'),
  deny('logging-never', `operation in [${quoted(LOGGING.join(' ').split(' '))}]`),
  deny('gateway-never', "resource == 'arn:aws:s3:::countersign'"),
  deny('task-answers-never', "operation in ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']"),
  deny('cost-beyond-bound-never', 'category.cost_bearing == true and facts.count > 10'),
  deny('unnamed-instances-never', "operation in ['RunInstances', 'CreateFleet'] and facts.types < 1"),
  check('releases-ask', "service == 'countersign'"),
  ask('release-asks', "service == 'countersign'"),
  {
    name: 'ordinary-reads',
    ruleAction: 'allow',
    priority: 1,
    condition: "tier == 'curated' and accessLevel in ['List', 'Read']",
  },
  check('unreviewed-asks', "tier == 'derived'"),
  check('credentials-ask', 'category.credential_exposure == true'),
  check('bulk-reads-ask', "operation in ['Scan', 'GetQueryResults', 'ListUsers', 'GetRecords'] and facts.limit > 100"),
  check('risks-ask', 'category.destructive == true or category.cost_bearing == true or facts.publicAccess == true'),
  check('pseudonyms-ask', 'pseudonyms > 0'),
  check('circuit-breaker', 'usage.deniedInARow >= 5'),
];

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(', ');
}
