import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const secrets = resourcesOf(aTemplate(), 'AWS::SecretsManager::Secret');

describe('SlackSecret', () => {
  it('starts with a signing secret that nobody knows, so that no click can be forged before it is filled in', () => {
    expect(secrets['SlackSecret']).toMatchObject({
      GenerateSecretString: {
        GenerateStringKey: 'signingSecret',
        SecretStringTemplate: '{"botToken":"not-set"}',
        PasswordLength: 64,
      },
    });
  });

  it('carries no value in the template', () => {
    expect(secrets['SlackSecret']).not.toHaveProperty('SecretString');
  });

  it('is encrypted with the data key', () => {
    expect(secrets['SlackSecret']).toMatchObject({ KmsKeyId: 'KeysData.Arn' });
  });
});
