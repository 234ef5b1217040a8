import { CfnParameter } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const EMPTY_DIRECTORY = '{"agents":{},"approvers":{}}';

/** What a team sets at deployment. The patterns refuse an id of the wrong kind before anything is created. */
export class Settings extends Construct {
  readonly slackChannel: string;
  readonly slackTeamId: string;
  readonly slackAppId: string;
  readonly slackApiUrl: string;
  readonly directory: string;

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
  }
}

function slackId(scope: Construct, name: string, { prefix, what }: { prefix: string; what: string }): string {
  return new CfnParameter(scope, name, {
    description: `Slack id of ${what}`,
    allowedPattern: `${prefix}[A-Z0-9]{1,20}`,
    constraintDescription: `must be a Slack id that matches ${prefix}[A-Z0-9]+`,
  }).valueAsString;
}
