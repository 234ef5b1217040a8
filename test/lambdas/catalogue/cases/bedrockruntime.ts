import type { Case, ServiceCases } from './case.ts';
import { alike, on, read } from './table.ts';

const id = 'anthropic.claude-3-haiku-20240307-v1:0';
const model = `arn:aws:bedrock:eu-west-1::foundation-model/${id}`;
const own = 'arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/abc123';
const guardrail = 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/gr0123456789';
const messages = [{ role: 'user', content: [{ text: 'hello' }] }];

/** A read to IAM, and a bill to the account. */
const asks = { level: 'Read', categories: ['cost-bearing'] } as const;

function invokes(title: string, more: Case['input'], grants: Case['grants']): Case {
  return { operation: 'InvokeModel', title, input: { modelId: id, body: 'e30=', ...more }, grants, ...asks };
}

export const BEDROCKRUNTIME_CASES: ServiceCases = {
  service: 'bedrockruntime',
  cases: [
    invokes('by id', {}, [on('bedrock:InvokeModel', model)]),
    invokes('by ARN', { modelId: model }, [on('bedrock:InvokeModel', model)]),
    invokes('of one’s own', { modelId: own }, [on('bedrock:InvokeModel', own)]),
    invokes('behind a guardrail', { guardrailIdentifier: 'gr0123456789', guardrailVersion: '1' }, [
      on('bedrock:InvokeModel', model),
      on('bedrock:ApplyGuardrail', guardrail),
    ]),
    { operation: 'Converse', input: { modelId: id, messages }, grants: [on('bedrock:InvokeModel', model)], ...asks },
    {
      operation: 'Converse',
      title: 'behind a guardrail',
      input: { modelId: id, messages, guardrailConfig: { guardrailIdentifier: guardrail, guardrailVersion: '1' } },
      grants: [on('bedrock:InvokeModel', model), on('bedrock:ApplyGuardrail', guardrail)],
      ...asks,
    },
    ...alike('bedrock', read, 'CountTokens', {
      input: { modelId: id, input: { invokeModel: { body: 'e30=' } } },
      resources: [model],
    }),
    ...alike('bedrock', read, 'ApplyGuardrail', {
      input: { guardrailIdentifier: 'gr0123456789', guardrailVersion: '1', source: 'INPUT', content: [] },
      resources: [guardrail],
    }),
  ],
  unscopable: [
    { operation: 'InvokeModel', input: { modelId: `eu.${id}` }, why: /inference profile/ },
    {
      operation: 'Converse',
      input: { modelId: 'arn:aws:bedrock:eu-west-1:111122223333:prompt/P1' },
      why: /prompt or a router/,
    },
    {
      operation: 'Converse',
      input: {
        modelId: id,
        messages: [
          { role: 'user', content: [{ document: { name: 'd', source: { s3Location: { uri: 's3://a/b' } } } }] },
        ],
      },
      why: /S3/,
    },
  ],
  refused: [
    { operation: 'InvokeModel', input: { modelId: '*' }, pointer: '/input/modelId' },
    {
      operation: 'InvokeModel',
      input: { modelId: model.replace('eu-west-1', 'us-east-1') },
      pointer: '/input/modelId',
    },
    {
      operation: 'InvokeModel',
      input: { modelId: id, guardrailIdentifier: '*' },
      pointer: '/input/guardrailIdentifier',
    },
  ],
};
