import { CfnParameter, CfnRule, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** STS takes 2 to 1,224 characters (AssumeRole, ExternalId); one that can be guessed is none. */
export const EXTERNAL_ID = '[A-Za-z0-9_+=,.@:/-]{16,128}';

const EMPTY_DIRECTORY = '{"agents":{},"approvers":{}}';

/** What a team sets at deployment. The patterns refuse an id of the wrong kind before anything is created. */
export class Settings extends Construct {
  readonly slackChannel: string;
  readonly slackTeamId: string;
  readonly slackAppId: string;
  readonly slackApiUrl: string;
  readonly directory: string;
  /** Account ids with commas between them; empty when only the gateway's own account is served. */
  readonly targetAccounts: string;
  readonly externalId: string;

  constructor(scope: Construct) {
    super(scope, 'Settings');
    this.slackChannel = slackId(scope, 'SlackChannel', {
      prefix: '[CG]',
      what: 'the private channel that gets the requests',
    });
    this.slackTeamId = slackId(scope, 'SlackTeamId', { prefix: 'T', what: 'the workspace' });
    this.slackAppId = slackId(scope, 'SlackAppId', { prefix: 'A', what: 'the Slack app' });
    this.slackApiUrl = new CfnParameter(scope, 'SlackApiUrl', {
      description: "The Slack Web API. Another host is for the local engine's stand-in only.",
      default: 'https://slack.com/api/',
      allowedPattern: '(https://slack\\.com|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)/api/',
      constraintDescription: 'must be https://slack.com/api/, or http on the loopback for local work',
    }).valueAsString;
    this.directory = new CfnParameter(scope, 'Directory', {
      description:
        'The people, as JSON: {"agents": {...}, "approvers": {...}}. Nobody may ask or approve until it is set.',
      default: EMPTY_DIRECTORY,
      maxLength: 3000, // a function's whole environment may hold 4 KB
      allowedPattern: '\\{[\\s\\S]*\\}',
    }).valueAsString;
    this.targetAccounts = targetAccounts(scope);
    this.externalId = externalId(scope);
    requireTogether(scope, this);
  }
}

function targetAccounts(scope: Construct): string {
  return new CfnParameter(scope, 'TargetAccounts', {
    description: 'Accounts that agents may reach besides this one, each with the target-account stack',
    default: '',
    maxLength: 649, // fifty accounts
    allowedPattern: '([0-9]{12}(,[0-9]{12})*)?',
    constraintDescription: 'must be 12-digit account ids with commas between them and no spaces',
  }).valueAsString;
}

function externalId(scope: Construct): string {
  return new CfnParameter(scope, 'ExternalId', {
    description: 'What the target roles in other accounts ask the executor for',
    default: '',
    maxLength: 128,
    allowedPattern: `(${EXTERNAL_ID})?`,
    constraintDescription: 'must be at least 16 letters, digits or _ + = , . @ : / -',
  }).valueAsString;
}

/** A target role in another account without an external id could be reached through somebody else's gateway. */
function requireTogether(scope: Construct, settings: Pick<Settings, 'targetAccounts' | 'externalId'>): void {
  const isSet = (value: string) => Fn.conditionNot(Fn.conditionEquals(value, ''));
  new CfnRule(scope, 'OtherAccountsNeedExternalId', {
    ruleCondition: isSet(settings.targetAccounts),
    assertions: [{ assert: isSet(settings.externalId), assertDescription: 'TargetAccounts needs an ExternalId' }],
  });
}

function slackId(scope: Construct, name: string, { prefix, what }: { prefix: string; what: string }): string {
  return new CfnParameter(scope, name, {
    description: `Slack id of ${what}`,
    allowedPattern: `${prefix}[A-Z0-9]{1,20}`,
    constraintDescription: `must be a Slack id that matches ${prefix}[A-Z0-9]+`,
  }).valueAsString;
}
