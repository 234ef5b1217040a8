import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  type MethodOptions,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { PROBLEM_ANSWERS } from './problem-answers.ts';
import type { StageFunction } from './stage-function.ts';

/** The functions behind the door. */
export interface FrontDoorProps {
  readonly submit: StageFunction;
  readonly answer: StageFunction;
  readonly stop: StageFunction;
}

/** The name in the API's address. */
const STAGE = 'v1';

const OPERATOR_WAYS = [
  ['GET', '/stops'],
  ['POST', '/stops'],
  ['POST', '/stops/resume'],
] as const;

const signed: MethodOptions = { authorizationType: AuthorizationType.IAM };
const open: MethodOptions = { authorizationType: AuthorizationType.NONE };

/** Requests a second, and at once. Slack sends one request for each click of a reviewer. */
const agents = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
const reviewers = { throttlingRateLimit: 10, throttlingBurstLimit: 20 };

/**
 * The REST API. Agents sign with SigV4; Slack's clicks are verified by the answer function over the raw body. No CORS: no
 * browser page has business here.
 */
export class FrontDoor extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { submit, answer, stop }: FrontDoorProps) {
    super(scope, id);
    this.api = new RestApi(this, 'Api', {
      description: 'Countersign: the way of AI agents to AWS',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true, // without it API Gateway can write no access log
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN, // the setting belongs to the account, not to this API
      deployOptions: this.#stage(),
    });
    this.api.node.tryRemoveChild('Endpoint'); // the stack names its own outputs
    for (const answered of PROBLEM_ANSWERS) this.api.addGatewayResponse(String(answered.type.responseType), answered);
    this.#agentPaths(submit);
    this.#slackPath(answer);
    this.#operatorPaths(stop);
    this.#acceptFindings();
  }

  #stage(): StageOptions {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return {
      stageName: STAGE,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: AccessLogFormat.custom(ACCESS_LOG),
      ...agents,
      methodOptions: { '/slack/interactions/POST': reviewers },
    };
  }

  #agentPaths(submit: StageFunction): void {
    const integration = integrate(submit);
    const operations = this.api.root.addResource('operations');
    const one = operations.addResource('{id}');
    operations.addMethod('POST', integration, signed);
    one.addMethod('GET', integration, signed);
    one.addResource('cancel').addMethod('POST', integration, signed);
    this.api.root.addResource('sessions').addResource('{id}').addMethod('GET', integration, signed);
  }

  /** Allows what an operator does here, and nothing else in AWS. */
  operate(): PolicyStatement {
    const resources = OPERATOR_WAYS.map(([method, path]) => this.api.arnForExecuteApi(method, path, STAGE));
    return new PolicyStatement({ actions: ['execute-api:Invoke'], resources });
  }

  #operatorPaths(stop: StageFunction): void {
    const integration = integrate(stop);
    const stops = this.api.root.addResource('stops');
    stops.addMethod('GET', integration, signed);
    stops.addMethod('POST', integration, signed);
    stops.addResource('resume').addMethod('POST', integration, signed);
  }

  #slackPath(answer: StageFunction): void {
    const path = this.api.root.addResource('slack').addResource('interactions');
    const method: Method = path.addMethod('POST', integrate(answer), open);
    acknowledge(method, {
      'AwsSolutions-APIG4':
        'Slack cannot sign for IAM; the answer function verifies its HMAC signature before it parses anything.',
    });
  }

  #acceptFindings(): void {
    acknowledge(this.api, {
      'AwsSolutions-APIG2': 'The functions validate bodies themselves and answer with a pointer to each fault.',
      'AwsSolutions-APIG3': 'No WAF: every path but one needs IAM, that one needs a signature, and both are throttled.',
      'AwsSolutions-APIG6': 'The access log says who asked what; execution logs could hold bodies and never expire.',
      'AwsSolutions-COG4': 'Agents are IAM principals and have no user pool.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        "API Gateway's own logging role for the whole account; AWS asks for this policy and no function has it.",
    });
  }
}

function integrate(stage: StageFunction): LambdaIntegration {
  return new LambdaIntegration(stage.function, { allowTestInvoke: false });
}

/** Who asked for what, when, and how it ended. No path parameter, no header and no body. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  caller: '$context.identity.userArn',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  length: '$context.responseLength',
  latency: '$context.responseLatency',
  error: '$context.error.responseType',
});
