import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { arn } from '../arn.ts';
import { functionArn, parseFunction } from '../names/lambda.ts';
import type { ActionGrant } from '../resolution.ts';
import {
  grant,
  granted,
  hasAny,
  maybeText,
  namesIn,
  objectIn,
  onEverything,
  refused,
  textIn,
  unscopable,
  type Rule,
  type Rules,
  type Ruling,
} from './rule.ts';

type Build = (call: Call, functionPattern: string) => Ruling;

/** A rule on one function: the qualifier may stand in the name or in a member of its own, but not two different ones. */
function onFunction(build: Build): Rule {
  return (call) => {
    const parsed = parseFunction(textIn(call.input, 'FunctionName'), call);
    if (typeof parsed === 'string') return refused('/input/FunctionName', parsed);
    const qualifier = maybeText(call.input, 'Qualifier') ?? parsed.qualifier;
    if (parsed.qualifier !== undefined && parsed.qualifier !== qualifier) {
      return refused('/input/Qualifier', `FunctionName already says ${parsed.qualifier}`);
    }
    return build(call, functionArn(qualifier === undefined ? parsed : { ...parsed, qualifier }, call));
  };
}

function plain(action: string): Rule {
  return onFunction((_, pattern) => granted(grant(action, pattern)));
}

/** Lambda reads the code with the caller's rights. */
function codeGrants(code: JsonObject): readonly ActionGrant[] {
  const bucket = maybeText(code, 'S3Bucket');
  if (bucket === undefined) return [];
  const object = arn`arn:aws:s3:::${bucket}/${maybeText(code, 'S3Key') ?? ''}`;
  const version = maybeText(code, 'S3ObjectVersion');
  if (version === undefined) return [grant('s3:GetObject', object)];
  return [grant('s3:GetObjectVersion', object, { 's3:VersionId': [version] })];
}

/** What a function's settings need: the role is passed on, layers are read, a VPC's parts are looked up. */
function settingGrants(call: Call): readonly ActionGrant[] {
  const layers = call.input['Layers'];
  const hasVpc = hasAny(objectIn(call.input, 'VpcConfig'), ['SubnetIds', 'SecurityGroupIds']);
  const passed = { 'iam:PassedToService': ['lambda.amazonaws.com'] };
  return [
    ...(hasAny(call.input, ['Role']) ? [grant('iam:PassRole', namesIn(call, 'Role'), passed)] : []),
    ...(Array.isArray(layers) && layers.length > 0 ? [grant('lambda:GetLayerVersion', namesIn(call, 'Layers'))] : []),
    ...(hasVpc ? [grant(['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], '*')] : []),
  ];
}

const UNREVIEWED = ['KMSKeyArn', 'FileSystemConfigs', 'CodeSigningConfigArn', 'CapacityProviderConfig'];

/** A sentence on what no rule covers in a function's code or settings; undefined when all is covered. */
function uncovered(input: JsonObject, code: JsonObject): string | undefined {
  const member = UNREVIEWED.find((name) => Object.hasOwn(input, name));
  if (member !== undefined) return `no reviewed rule covers what ${member} needs`;
  if (hasAny(code, ['ImageUri'])) return 'the rights that an image’s repository wants are not in the input';
  if (hasAny(code, ['SourceKMSKeyArn'])) return 'no reviewed rule covers what SourceKMSKeyArn needs';
  return undefined;
}

function changes(action: string, codeOf: (input: JsonObject) => JsonObject): Rule {
  return onFunction((call, pattern) => {
    const code = codeOf(call.input);
    const why = uncovered(call.input, code);
    if (why !== undefined) return unscopable(why);
    const tags = hasAny(call.input, ['Tags']) ? ['lambda:TagResource'] : [];
    return granted(grant([action, ...tags], pattern), ...codeGrants(code), ...settingGrants(call));
  });
}

const addPermission = onFunction((call, pattern) =>
  granted(grant('lambda:AddPermission', pattern, { 'lambda:Principal': [textIn(call.input, 'Principal')] })),
);

/** Reviewed rules of Lambda. */
export const LAMBDA_RULES: Rules = {
  ListFunctions: onEverything('lambda:ListFunctions'),
  GetFunction: plain('lambda:GetFunction'),
  GetFunctionConfiguration: plain('lambda:GetFunctionConfiguration'),
  Invoke: plain('lambda:InvokeFunction'),
  DeleteFunction: plain('lambda:DeleteFunction'),
  AddPermission: addPermission,
  CreateFunction: changes('lambda:CreateFunction', (input) => objectIn(input, 'Code')),
  UpdateFunctionCode: changes('lambda:UpdateFunctionCode', (input) => input),
  UpdateFunctionConfiguration: changes('lambda:UpdateFunctionConfiguration', () => ({})),
};
