import type { Case, ServiceCases } from './case.ts';
import { alike, everywhere, list, on, read, ruins, when, write, type Kind } from './table.ts';

const id = '0a1b2c3d-0000-4000-8000-0123456789ab';
const other = 'mrk-0123456789abcdef0123456789abcdef';
const key = `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const otherKey = `arn:aws:kms:eu-west-1:111122223333:key/${other}`;
const anyKey = 'arn:aws:kms:eu-west-1:111122223333:key/*';
const secrets: Kind = { level: 'Write', categories: ['credential-exposure'] };
const signature = { Message: 'bQ==', SigningAlgorithm: 'ECDSA_SHA_256' };

const decrypts: Case = {
  operation: 'Decrypt',
  input: { KeyId: key, CiphertextBlob: 'Yw==' },
  grants: [on('kms:Decrypt', key)],
  level: 'Write',
  categories: ['credential-exposure', 'data-read'],
};

export const KMS_CASES: ServiceCases = {
  service: 'kms',
  cases: [
    ...everywhere('kms', list, 'ListKeys ListAliases'),
    ...alike('kms', read, 'DescribeKey GetPublicKey GetKeyPolicy GetKeyRotationStatus', {
      input: { KeyId: id },
      resources: [key],
    }),
    ...alike('kms', write, 'EnableKey EnableKeyRotation CancelKeyDeletion', {
      input: { KeyId: key },
      resources: [key],
    }),
    ...alike('kms', secrets, 'GenerateDataKey', { input: { KeyId: key }, resources: [key] }),
    ...alike('kms', write, 'GenerateDataKeyWithoutPlaintext', { input: { KeyId: other }, resources: [otherKey] }),
    ...alike('kms', ruins, 'DisableKey ScheduleKeyDeletion', { input: { KeyId: id }, resources: [key] }),
    ...alike('kms', write, 'Encrypt', { input: { KeyId: id, Plaintext: 'cA==' }, resources: [key] }),
    ...alike('kms', write, 'Sign', { input: { KeyId: id, ...signature }, resources: [key] }),
    ...alike('kms', write, 'Verify', { input: { KeyId: id, ...signature, Signature: 'cw==' }, resources: [key] }),
    decrypts,
    {
      ...decrypts,
      title: 'under an encryption context',
      input: { ...decrypts.input, EncryptionContext: { tenant: 'acme', 'not writable': 'x' } },
      grants: [when({ 'kms:EncryptionContext:tenant': ['acme'] }, on('kms:Decrypt', key))],
    },
    ...['alias/prod/db', 'arn:aws:kms:eu-west-1:111122223333:alias/prod/db'].map((alias): Case => ({
      ...decrypts,
      title: `by ${alias}`,
      input: { ...decrypts.input, KeyId: alias },
      grants: [when({ 'kms:RequestAlias': ['alias/prod/db'] }, on('kms:Decrypt', anyKey))],
    })),
    {
      operation: 'ReEncrypt',
      input: { SourceKeyId: id, DestinationKeyId: other, CiphertextBlob: 'Yw==', SourceEncryptionContext: { a: 'b' } },
      grants: [
        when({ 'kms:EncryptionContext:a': ['b'] }, on('kms:ReEncryptFrom', key)),
        on('kms:ReEncryptTo', otherKey),
      ],
      ...write,
    },
  ],
  unscopable: [
    { operation: 'Decrypt', input: { CiphertextBlob: 'Yw==' }, why: /the ciphertext/ },
    { operation: 'ReEncrypt', input: { DestinationKeyId: id, CiphertextBlob: 'Yw==' }, why: /the ciphertext/ },
  ],
  refused: [
    { operation: 'DisableKey', input: { KeyId: 'alias/prod' }, pointer: '/input/KeyId' },
    { operation: 'Decrypt', input: { KeyId: 'all', CiphertextBlob: 'Yw==' }, pointer: '/input/KeyId' },
    { operation: 'Encrypt', input: { KeyId: 'alias/a*', Plaintext: 'cA==' }, pointer: '/input/KeyId' },
    {
      operation: 'ReEncrypt',
      input: { SourceKeyId: 'alias/a', DestinationKeyId: id, CiphertextBlob: 'Yw==' },
      pointer: '/input/SourceKeyId',
    },
    {
      operation: 'ReEncrypt',
      input: { SourceKeyId: id, DestinationKeyId: 'alias/a', CiphertextBlob: 'Yw==' },
      pointer: '/input/DestinationKeyId',
    },
  ],
};
