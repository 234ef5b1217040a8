import type { Call } from '../call.ts';
import { arn, parseArn, type ArnParts } from '../arn.ts';
import { named, strayFrom, wrong, type Named, type NameReader, type Place } from '../names/name.ts';
import type { ActionGrant } from '../resolution.ts';
import { keyId, keyUse } from './kms.ts';
import { everywhere, onRead, reading } from './reading.ts';
import { grant, granted, hasAny, maybeText, textIn, unscopable, type Rule, type Rules, type Ruling } from './rule.ts';

/** Parameter names and paths (Systems Manager API Reference, PutParameter). */
const NAME = /^[\w./-]{1,1011}$/;
const EXPECTED = "expected a parameter's name or ARN";

/** The parameter's ARN: AWS's own public parameters belong to no account, and a leading slash is the ARN's own. */
function parameterArn(name: string, { region, account }: Place): string {
  const bare = name.replace(/^\//, '');
  return arn`arn:aws:ssm:${region}:${bare.startsWith('aws/service/') ? '' : account}:parameter/${bare}`;
}

function readArn(parts: ArnParts, place: Place): Named {
  const [, name = ''] = /^parameter\/(.+)$/.exec(parts.resource) ?? [];
  if (parts.service !== 'ssm' || !NAME.test(name)) return wrong(EXPECTED);
  const ofAws = parts.account === '' && name.startsWith('aws/service/');
  const stray = strayFrom(place, ofAws ? { ...parts, account: place.account } : parts);
  return stray === undefined ? named(parameterArn(name, place)) : wrong(stray);
}

const readParameter: NameReader = (value, place) => {
  const parts = parseArn(value);
  if (parts !== undefined) return readArn(parts, place);
  return NAME.test(value) ? named(parameterArn(value, place)) : wrong(EXPECTED);
};

/** A version or label after the name is not part of the ARN that IAM checks. */
const readSelected: NameReader = (value, place) => readParameter(value.replace(/(?<=[^:]):[\w.-]{1,100}$/, ''), place);

const readPath: NameReader = (value, place) => {
  if (!/^\/[\w./-]*$/.test(value)) return wrong('expected a path that begins with /');
  const bare = value.replace(/(?<=.)\/$/, '');
  return named(...new Set([parameterArn(bare, place), parameterArn(value, place)]));
};

/** References to Secrets Manager read the secret as well (Systems Manager User Guide, "Referencing Secrets Manager"). */
function readsSecret(call: Call, member: string): boolean {
  const texts = [call.input[member] ?? []].flat();
  return texts.some((text) => String(text).includes('/aws/reference/secretsmanager'));
}

/** Reading; the service decrypts with the caller's rights, and the input does not tell which key. */
function reads(action: string, member: string, reader: NameReader): Rule {
  return reading(member, reader, (call, patterns) => {
    if (readsSecret(call, member)) return unscopable('a reference to a secret is read from Secrets Manager');
    const decrypts = call.input['WithDecryption'] === true ? [keyUse(call, ['Decrypt'])] : [];
    return granted(grant(action, patterns), ...decrypts);
  });
}

const KEY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  Standard: ['Encrypt'],
  Advanced: ['GenerateDataKey'],
};

/** A secure string is encrypted with the caller's rights; how depends on the tier, which may be the account's default. */
function encryption(call: Call): readonly ActionGrant[] | undefined {
  const key = maybeText(call.input, 'KeyId');
  if (call.input['Type'] !== 'SecureString') return key === undefined ? [] : undefined;
  const id = key === undefined ? '*' : keyId(call, key);
  const actions = KEY_ACTIONS[maybeText(call.input, 'Tier') ?? ''] ?? ['Encrypt', 'GenerateDataKey'];
  return id === undefined ? undefined : [keyUse(call, actions, id)];
}

function puts(call: Call, patterns: readonly string[]): Ruling {
  if ((maybeText(call.input, 'DataType') ?? 'text') !== 'text')
    return unscopable(`no reviewed rule covers what DataType ${textIn(call.input, 'DataType')} needs`);
  const keys = encryption(call);
  if (keys === undefined) return unscopable('KeyId is not the id or ARN of a key for a SecureString of this region');
  const tags = hasAny(call.input, ['Tags']) ? ['ssm:AddTagsToResource'] : [];
  return granted(grant(['ssm:PutParameter', ...tags], patterns), ...keys);
}

const runsDocument: Rule = () => unscopable('its effect lies in a document and on the machines that run it');

/** Reviewed rules of Systems Manager: parameters, and what no policy can hold. */
export const SSM_RULES: Rules = {
  ...everywhere('ssm', 'DescribeParameters DescribeInstanceInformation'),
  GetParameter: reads('ssm:GetParameter', 'Name', readSelected),
  GetParameters: reads('ssm:GetParameters', 'Names', readSelected),
  GetParameterHistory: reads('ssm:GetParameterHistory', 'Name', readParameter),
  GetParametersByPath: reads('ssm:GetParametersByPath', 'Path', readPath),
  PutParameter: reading('Name', readParameter, puts),
  DeleteParameter: onRead('ssm:DeleteParameter', 'Name', readParameter),
  DeleteParameters: onRead('ssm:DeleteParameters', 'Names', readParameter),
  SendCommand: runsDocument,
  StartAutomationExecution: runsDocument,
  StartSession: () => unscopable('a session is a shell, whose commands are not in the input'),
};
