import type { Call } from '../call.ts';
import type { Json } from '../../runtime/json.ts';
import { arn, parseArn } from '../arn.ts';
import { named, ownArn, wrong, type NameReader } from '../names/name.ts';
import { find, nameOrArn, onRead, type Found } from './reading.ts';
import { grant, granted, hasAny, maybeText, objectIn, unscopable, type Rule, type Rules } from './rule.ts';

const MODEL = /^[a-z0-9-]+\.[\w.:-]{1,200}$/;
/** Inference profiles send a call to several regions, and begin with the name of that group of regions. */
const PROFILE = /^(us|eu|ap|apac|au|ca|jp|sa|me|af|global|us-gov)\./;
const EXPECTED = "a foundation model's id or the ARN of a model";

const readGuardrail = nameOrArn({
  syntax: /^[a-z0-9]{1,64}$/,
  service: 'bedrock',
  type: 'guardrail/',
  expected: "a guardrail's id or ARN",
});
const readCustom = ownArn(
  { service: 'bedrock', resource: /^(provisioned-model|imported-model|custom-model-deployment)\/[\w.-]+$/ },
  EXPECTED,
);

/** Foundation models belong to no account. */
const readModel: NameReader = (value, place) => {
  const parts = parseArn(value);
  const foundation = parts === undefined ? value : /^foundation-model\/(.+)$/.exec(parts.resource)?.[1];
  if (foundation === undefined) return readCustom(value, place);
  const whole = arn`arn:aws:bedrock:${place.region}::foundation-model/${foundation}`;
  if (!MODEL.test(foundation) || (parts !== undefined && value !== whole)) return wrong(`expected ${EXPECTED}`);
  return named(whole);
};

function leadsElsewhere(call: Call): string | undefined {
  const model = maybeText(call.input, 'modelId') ?? '';
  if (PROFILE.test(model) || /:(application-)?inference-profile\//.test(model))
    return 'an inference profile sends the call to regions that it chooses';
  if (/:(default-)?prompt(-router)?\//.test(model)) return 'a prompt or a router chooses the model';
  return hasMember(call.input, 's3Location') ? 'no reviewed rule covers content that lies in S3' : undefined;
}

function hasMember(value: Json, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key === name || hasMember(item as Json, name));
}

/** A call to a model; the guardrail that it names is used under a right of its own. */
function invokes(action: string): Rule {
  return (call) => {
    const why = leadsElsewhere(call);
    if (why !== undefined) return unscopable(why);
    const model = find(call, 'modelId', readModel);
    if (model.kind !== 'found') return model;
    const guards = guardrails(call);
    if (guards.kind !== 'found') return guards;
    const guarded = guards.patterns.length > 0 ? [grant('bedrock:ApplyGuardrail', guards.patterns)] : [];
    return granted(grant(action, model.patterns), ...guarded);
  };
}

/** The guardrail of a call: a member of its own, or of `guardrailConfig`. */
function guardrails({ input, ...call }: Call): Found {
  const settings = objectIn(input, 'guardrailConfig');
  const holder = hasAny(settings, ['guardrailIdentifier']) ? settings : input;
  if (!hasAny(holder, ['guardrailIdentifier'])) return { kind: 'found', patterns: [] };
  return find({ ...call, input: holder }, 'guardrailIdentifier', readGuardrail);
}

/** Reviewed rules of Bedrock's runtime. */
export const BEDROCKRUNTIME_RULES: Rules = {
  InvokeModel: invokes('bedrock:InvokeModel'),
  Converse: invokes('bedrock:InvokeModel'),
  CountTokens: invokes('bedrock:CountTokens'),
  ApplyGuardrail: onRead('bedrock:ApplyGuardrail', 'guardrailIdentifier', readGuardrail),
};
