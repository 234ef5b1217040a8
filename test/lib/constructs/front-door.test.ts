import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const template = aTemplate();
const methods = Object.values(resourcesOf(template, 'AWS::ApiGateway::Method'));
const resources = resourcesOf(template, 'AWS::ApiGateway::Resource');
const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGateway::Stage'));
const answers = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'));

function pathOf(id: string): string {
  const resource = resources[id];
  return resource ? `${pathOf(String(resource['ParentId']))}/${String(resource['PathPart'])}` : '';
}

describe('FrontDoor', () => {
  it('has these eight ways in: seven signed with SigV4, and the one that Slack takes', () => {
    const ways = methods.map(({ HttpMethod, ResourceId, AuthorizationType, Integration }) => [
      `${String(HttpMethod)} ${pathOf(String(ResourceId))}`,
      AuthorizationType,
      /(\w+)Function\.Arn/.exec((Integration as { Uri: string }).Uri)?.[1],
    ]);
    expect(ways.sort()).toEqual([
      ['GET /operations/{id}', 'AWS_IAM', 'Submit'],
      ['GET /sessions/{id}', 'AWS_IAM', 'Submit'],
      ['GET /stops', 'AWS_IAM', 'Stop'],
      ['POST /operations', 'AWS_IAM', 'Submit'],
      ['POST /operations/{id}/cancel', 'AWS_IAM', 'Submit'],
      ['POST /slack/interactions', 'NONE', 'Answer'],
      ['POST /stops', 'AWS_IAM', 'Stop'],
      ['POST /stops/resume', 'AWS_IAM', 'Stop'],
    ]);
  });

  it('answers no browser: there is no OPTIONS method and no CORS header', () => {
    expect(methods.filter(({ HttpMethod }) => HttpMethod === 'OPTIONS')).toEqual([]);
    expect(JSON.stringify(answers)).not.toContain('Access-Control');
  });

  it('may call each function from its own method only', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission'));
    const doors = permissions.filter(({ Principal }) => Principal === 'apigateway.amazonaws.com');
    const called = doors.map(({ SourceArn, FunctionName }) => [
      String(SourceArn).replace(/.*FrontDoorApiDeploymentStagev1/, ''),
      FunctionName,
    ]);
    expect(called.sort()).toEqual([
      ['/GET/operations/*', 'SubmitFunction.Arn'], // `*` stands for {id}
      ['/GET/sessions/*', 'SubmitFunction.Arn'],
      ['/GET/stops', 'StopFunction.Arn'],
      ['/POST/operations', 'SubmitFunction.Arn'],
      ['/POST/operations/*/cancel', 'SubmitFunction.Arn'],
      ['/POST/slack/interactions', 'AnswerFunction.Arn'],
      ['/POST/stops', 'StopFunction.Arn'],
      ['/POST/stops/resume', 'StopFunction.Arn'],
    ]);
  });

  it('throttles agents, and Slack more', () => {
    expect(stage?.['MethodSettings']).toEqual([
      expect.objectContaining({
        ResourcePath: '/*',
        HttpMethod: '*',
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
      }),
      expect.objectContaining({
        ResourcePath: '/~1slack~1interactions',
        HttpMethod: 'POST',
        ThrottlingRateLimit: 10,
        ThrottlingBurstLimit: 20,
      }),
    ]);
  });

  it('logs who asked what and how it ended, and no header, body, query or path parameter', () => {
    const format = JSON.parse((stage?.['AccessLogSetting'] as { Format: string }).Format) as Record<string, string>;
    expect(Object.values(format).sort()).toEqual([
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.identity.sourceIp',
      '$context.identity.userArn',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.status',
    ]);
  });

  it('answers for itself with problem documents (RFC 9457), 413 and 429 among them', () => {
    for (const { ResponseParameters } of answers) {
      expect(ResponseParameters).toEqual({ 'gatewayresponse.header.Content-Type': "'application/problem+json'" });
    }
    const statuses = answers.map(({ ResponseType, StatusCode, ResponseTemplates }) => {
      const body = JSON.parse((ResponseTemplates as Record<string, string>)['application/json'] ?? '') as Record<
        string,
        string
      >;
      expect(body).toMatchObject({
        type: expect.stringMatching(/^urn:countersign:[a-z-]+$/),
        requestId: '$context.requestId',
      });
      expect(body['title']).toBeTruthy();
      expect(body['detail']).toBeTruthy();
      expect(String(body['status'])).toBe(String(StatusCode));
      return [ResponseType, StatusCode];
    });
    expect(Object.fromEntries(statuses)).toEqual({
      ACCESS_DENIED: '403',
      DEFAULT_4XX: undefined,
      DEFAULT_5XX: undefined,
      EXPIRED_TOKEN: '403',
      INTEGRATION_TIMEOUT: '504',
      INVALID_SIGNATURE: '403',
      MISSING_AUTHENTICATION_TOKEN: '403',
      QUOTA_EXCEEDED: '429',
      REQUEST_TOO_LARGE: '413',
      THROTTLED: '429',
    });
  });
});
