import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AwsClient } from 'aws4fetch';
import { restApiUrl } from '../../../../lib/local/engine/clients.ts';
import type { Aws } from './an-engine.ts';
import { makeFunction, makeStack, policy } from './fixtures.ts';

const echo = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });`;

/** A REST API with `POST /operations` and `GET /operations/{id}` for IAM callers and `POST /open` for everybody. */
export async function anApi(aws: Aws): Promise<{ id: string; url: string }> {
  const functionArn = await makeFunction(aws, 'echo', echo);
  const { ApiId } = await makeStack(aws, template(functionArn));
  return { id: ApiId!, url: restApiUrl(aws.engine, { id: ApiId!, stage: 'v1' }) };
}

/** An IAM user with these statements and an access key: what an agent signs with. */
export async function anAgent(aws: Aws, statements: Record<string, unknown>[]): Promise<AwsClient> {
  const UserName = 'agent';
  await aws.iam.send(new CreateUserCommand({ UserName }));
  if (statements.length > 0) {
    const PolicyDocument = policy(...statements);
    await aws.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'may', PolicyDocument }));
  }
  const { AccessKey: key } = await aws.iam.send(new CreateAccessKeyCommand({ UserName }));
  return signer({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! });
}

/** Signs for API Gateway. */
export function signer(key: { accessKeyId: string; secretAccessKey: string }): AwsClient {
  return new AwsClient({ ...key, region: 'us-east-1', service: 'execute-api', retries: 0 });
}

/** Posts an empty envelope, signed. */
export function signed(agent: AwsClient, url: string): Promise<Response> {
  return agent.fetch(url, { method: 'POST', body: '{}' });
}

const api = { RestApiId: { Ref: 'Api' } };

function resource(parent: unknown, path: string) {
  return { Type: 'AWS::ApiGateway::Resource', Properties: { ...api, ParentId: parent, PathPart: path } };
}

function method([verb, resourceName]: [string, string], authorization: 'AWS_IAM' | 'NONE', functionArn: string) {
  const Uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
  const Integration = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri };
  const Properties = { ...api, ResourceId: { Ref: resourceName }, HttpMethod: verb, AuthorizationType: authorization };
  return { Type: 'AWS::ApiGateway::Method', Properties: { ...Properties, Integration } };
}

/** An RFC 9457 body for one kind of answer that API Gateway gives itself. */
function problem(type: string, title: string) {
  const template = `{"type":"about:blank","title":"${title}","status":403,"detail":$context.error.messageString}`;
  const ResponseParameters = { 'gatewayresponse.header.Content-Type': "'application/problem+json'" };
  const ResponseTemplates = { 'application/json': template };
  const Properties = { ...api, ResponseType: type, StatusCode: '403', ResponseTemplates, ResponseParameters };
  return { Type: 'AWS::ApiGateway::GatewayResponse', Properties };
}

function template(functionArn: string) {
  const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
  const made = ['Post', 'Get', 'Open', 'Denied', 'Missing', 'Signature'];
  const Resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'probe' } },
    Operations: resource(root, 'operations'),
    Operation: resource({ Ref: 'Operations' }, '{id}'),
    Public: resource(root, 'open'),
    Post: method(['POST', 'Operations'], 'AWS_IAM', functionArn),
    Get: method(['GET', 'Operation'], 'AWS_IAM', functionArn),
    Open: method(['POST', 'Public'], 'NONE', functionArn),
    Denied: problem('ACCESS_DENIED', 'Not allowed'),
    Missing: problem('MISSING_AUTHENTICATION_TOKEN', 'Not signed'),
    Signature: problem('INVALID_SIGNATURE', 'Badly signed'),
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: made, Properties: api },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { ...api, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1' },
    },
  };
  return { Resources, Outputs: { ApiId: { Value: { Ref: 'Api' } } } };
}
